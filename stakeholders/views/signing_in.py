"""Sign in and out, one's own account, and the passwords that people set themselves."""

from django.contrib import messages
from django.contrib.auth import login, update_session_auth_hash
from django.contrib.auth.decorators import login_not_required
from django.contrib.auth.views import (
    INTERNAL_RESET_SESSION_TOKEN,
    LoginView,
    LogoutView,
    PasswordResetConfirmView,
)
from django.shortcuts import redirect
from django.urls import reverse, reverse_lazy
from django.utils import timezone
from django.utils.decorators import method_decorator
from django.views.decorators.cache import never_cache
from django.views.decorators.debug import sensitive_post_parameters
from django.views.generic import FormView, TemplateView

from stakeholders import services
from stakeholders.access import access_of
from stakeholders.afterwards import SendsAfterwards
from stakeholders.forms.passwords import (
    ChangePasswordForm,
    NewPasswordForm,
    PasswordResetForm,
    SignInForm,
)
from stakeholders.invitations import INVITATION_LIFE, invitation_tokens
from stakeholders.models import Absence
from stakeholders.pages import FormPage

BACKEND = "django.contrib.auth.backends.ModelBackend"


class SignIn(LoginView):
    form_class = SignInForm
    template_name = "stakeholders/sign_in.html"
    redirect_authenticated_user = True

    def form_invalid(self, form):
        return self.render_to_response(self.get_context_data(form=form), status=422)


class SignOut(LogoutView):
    http_method_names = ["post"]

    def post(self, request, *args, **kwargs):
        response = super().post(request, *args, **kwargs)
        messages.success(request, "You are signed out.")
        return response


class Account(TemplateView):
    """Everybody's own page."""

    template_name = "stakeholders/account.html"

    def get_context_data(self, **kwargs):
        person, on = self.request.user.person, timezone.localdate()
        stands_in = Absence.objects.on(on).filter(deputy=person).select_related("person")
        return super().get_context_data(
            person=person,
            roles=sorted(group.name for group in self.request.user.groups.all()),
            holdings=person.holdings.on(on).select_related("post__organisation"),
            stands_in=stands_in,
            seats=person.memberships.on(on).select_related("body"),
            nothing=not any(vars(access_of(person, on=on)).values()),
            **kwargs,
        )


@method_decorator(sensitive_post_parameters(), name="dispatch")
class PasswordChange(FormPage):
    """Everybody's own: there is nothing in it that anybody signed in may not do."""

    allowed = staticmethod(lambda access: True)
    form_class = ChangePasswordForm
    title = "Change your password"
    intro = "Other devices that are signed in with your account are signed out."
    button = "Change password"
    success = "Your new password is saved."

    def get_form_kwargs(self):
        return super().get_form_kwargs() | {"user": self.request.user}

    def save(self, form):
        user = services.change_password(self.request.user, password=form.cleaned_data["password"])
        update_session_auth_hash(self.request, user)
        return user

    def get_success_url(self):
        return reverse("stakeholders:account")


@method_decorator(login_not_required, name="dispatch")
class PasswordReset(FormView):
    """Asks for an address. Says the same whether it is known or not, and as quickly."""

    form_class = PasswordResetForm
    template_name = "stakeholders/password_reset.html"

    def form_invalid(self, form):
        return self.render_to_response(self.get_context_data(form=form), status=422)

    def form_valid(self, form):
        email = form.cleaned_data["email"]
        return SendsAfterwards(
            reverse("stakeholders:password-reset-sent"),
            work=lambda: services.ask_for_password_reset(email=email),
        )


@method_decorator(login_not_required, name="dispatch")
class PasswordResetSent(TemplateView):
    template_name = "stakeholders/password_reset_sent.html"


@method_decorator(login_not_required, name="dispatch")
class ByLink(PasswordResetConfirmView):
    """Choosing a password by the link of an e-mail. Django's view keeps the link's token out of
    the page's address; opening it changes nothing, so a mail scanner can't use the link up."""

    form_class = NewPasswordForm
    success_url = reverse_lazy("home")

    def get_user(self, uidb64):
        user = super().get_user(uidb64)
        return user if user is not None and user.is_active else None

    def form_invalid(self, form):
        return self.render_to_response(self.get_context_data(form=form), status=422)

    def save(self, password):
        raise NotImplementedError

    def form_valid(self, form):
        user = self.save(form.cleaned_data["password"])
        del self.request.session[INTERNAL_RESET_SESSION_TOKEN]
        return self.after(user)

    def render_to_response(self, context, **kwargs):
        # Gone: the link was used, has run out, or was never one of ours.
        status = {} if self.validlink else {"status": 410}
        return super().render_to_response(context, **(status | kwargs))


class PasswordResetConfirm(ByLink):
    template_name = "stakeholders/password_reset_confirm.html"

    def save(self, password):
        return services.reset_password(self.user, password=password)

    def after(self, user):
        messages.success(self.request, "Your new password is saved. Sign in with it.")
        return redirect("stakeholders:sign-in")


@method_decorator(never_cache, name="dispatch")
class Invitation(ByLink):
    template_name = "stakeholders/invitation.html"
    token_generator = invitation_tokens

    def save(self, password):
        return services.accept_invitation(self.user, password=password)

    def after(self, user):
        login(self.request, user, backend=BACKEND)
        messages.success(self.request, "Your password is saved and you are signed in.")
        return redirect("home")

    def get_context_data(self, **kwargs):
        return super().get_context_data(days=INVITATION_LIFE.days, **kwargs)
