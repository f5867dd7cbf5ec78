"""The plan's list, an action's page, and an update saved through its form."""

from itertools import cycle

from objectives.models import Action

from .measuring import Case
from .visiting import Visitor

ROWS = "floor: bare view, 25 rows"
INSERT = "floor: bare view, one INSERT"


def cases(world, *, on):
    visitor = Visitor(world.lead)
    own = list(Action.objects.led_by([world.post.pk]).order_by("pk").values_list("pk", flat=True))
    plan = f"/plans/{world.plan.slug}/"

    def page(name, paths, **more):
        paths = cycle(paths)
        return Case(
            name,
            lambda environ: visitor.ask(environ, 200),
            prepare=lambda: (visitor.environ("get", next(paths)),),
            **more,
        )

    against = {"floor": ROWS, "at_most": 3}
    return [
        page(ROWS, ["/floor/rows/"]),
        page("the same in the portal's frame", ["/floor/framed/"], floor=ROWS),
        page("plan's list, filtered", [f"{plan}?lead={world.post.pk}&update_due=on"], **against),
        page("plan's list, whole", [plan], floor=ROWS),
        page("plan's list, by words", [f"{plan}?text=survey+in+Moorside"], floor=ROWS),
        page("action page", [f"/actions/{pk}/" for pk in own], **against),
        page("my work", ["/my-work/"], floor=ROWS),
    ]


def saving_cases(world, *, on):
    visitor = Visitor(world.lead)
    own = Action.objects.led_by([world.post.pk]).order_by("pk").values_list("pk", flat=True)
    bare, real = cycle(own), cycle(own)

    def form():
        path = f"/actions/{next(real)}/update/"
        said = {"status": "on_track", "comment": "A third one was held. Sixty people came."}
        return (visitor.environ("post", path, visitor.open_form(path) | said),)

    def insert():
        token = visitor.open_form(f"/actions/{next(bare)}/update/")["csrfmiddlewaretoken"]
        said = {"action": own[0], "comment": "A third one was held.", "csrfmiddlewaretoken": token}
        return (visitor.environ("post", "/floor/save/", said),)

    def post(environ):
        visitor.ask(environ, 302)

    return [
        Case(INSERT, post, prepare=insert),
        Case("saving an update", post, prepare=form, floor=INSERT, at_most=3),
    ]
