"""What whoever attends sees and says, signed in or by an e-mail's link."""

urlpatterns = []
