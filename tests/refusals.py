"""What a service objects to, by its codes."""

import pytest
from django.core.exceptions import ValidationError


def refusal(call, *args, **kwargs):
    with pytest.raises(ValidationError) as refused:
        call(*args, **kwargs)
    problem = refused.value
    if hasattr(problem, "error_dict"):
        return [error.code for own in problem.error_dict.values() for error in own]
    return [problem.code]
