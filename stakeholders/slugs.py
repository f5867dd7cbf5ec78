"""The short names by which addresses and commands call a plan, a body, a paper."""

from django.utils.text import slugify

ROOM_FOR_A_COUNT = 10


def free_slug(model, text, *, fallback):
    """A slug of `text` that no row of `model` has, with "-2", "-3" where it is taken."""
    longest = model._meta.get_field("slug").max_length - ROOM_FOR_A_COUNT
    stem = slugify(text)[:longest].strip("-") or fallback
    taken = set(model.objects.filter(slug__startswith=stem).values_list("slug", flat=True))
    taken.add("add")  # the address of the page that adds one
    slug, count = stem, 1
    while slug in taken:
        count += 1
        slug = f"{stem}-{count}"
    return slug
