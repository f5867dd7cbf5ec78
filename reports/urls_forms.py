"""How a body wants its papers, and which parts a plan has in them."""

urlpatterns = []
