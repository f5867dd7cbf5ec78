from django import forms
from django.contrib.auth.forms import AuthenticationForm
from django.contrib.auth.password_validation import validate_password

from stakeholders.accounts import sign_in_name

NEW = forms.PasswordInput(attrs={"autocomplete": "new-password"})
HOW = "At least 12 characters. Three words that have nothing to do with each other work well"


class SignInForm(AuthenticationForm):
    username = forms.EmailField(
        label="E-mail address",
        widget=forms.EmailInput(attrs={"autocomplete": "username"}),
        error_messages={"required": "Enter your e-mail address"},
    )
    password = forms.CharField(
        label="Password",
        strip=False,
        widget=forms.PasswordInput(attrs={"autocomplete": "current-password"}),
        error_messages={"required": "Enter your password"},
    )
    # The same words for an unknown address, a wrong password and a deactivated account.
    error_messages = {
        "invalid_login": "The e-mail address or the password is not right. Check both and try "
        "again. After 5 wrong tries sign-in is locked for a while.",
        "inactive": "The e-mail address or the password is not right. Check both and try again.",
    }

    def clean_username(self):
        return sign_in_name(self.cleaned_data["username"])


class NewPasswordForm(forms.Form):
    """One box: it can be shown, so nobody has to type it twice."""

    password = forms.CharField(
        label="New password",
        help_text=HOW,
        strip=False,
        max_length=1000,
        widget=NEW,
        error_messages={"required": "Enter a password"},
    )

    def __init__(self, user, *args, **kwargs):
        self.user = user
        super().__init__(*args, **kwargs)

    def clean_password(self):
        password = self.cleaned_data["password"]
        validate_password(password, self.user)
        return password


class ChangePasswordForm(NewPasswordForm):
    current = forms.CharField(
        label="Your password now",
        strip=False,
        widget=forms.PasswordInput(attrs={"autocomplete": "current-password"}),
        error_messages={"required": "Enter the password you have now"},
    )
    field_order = ["current", "password"]

    def clean_current(self):
        current = self.cleaned_data["current"]
        if not self.user.check_password(current):
            raise forms.ValidationError("This is not your password", code="wrong_password")
        return current


class PasswordResetForm(forms.Form):
    email = forms.EmailField(
        label="E-mail address",
        help_text="The one you sign in with",
        widget=forms.EmailInput(attrs={"autocomplete": "username"}),
        error_messages={"required": "Enter your e-mail address"},
    )
