"""Files that somebody takes out of the portal."""


def as_file(response, *, name, content_type):
    """The answer as a file to keep. It is for whoever asked: nothing on its way may keep it too."""
    response["Content-Type"] = content_type
    response["Content-Disposition"] = f'attachment; filename="{name}"'
    response["Cache-Control"] = "private, no-store"
    return response
