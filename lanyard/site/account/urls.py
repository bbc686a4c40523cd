"""The addresses of signing in. Their names are allauth's where it leads there itself."""

from __future__ import annotations

from django.urls import include, path

from . import entrance, factors, manage, own

entrances = [
    path("sign-in/", entrance.sign_in, name="account_login"),
    path("code/", entrance.use_code, name="account_use_code"),
    path("passkey/", entrance.passkey_sign_in, name="mfa_login_webauthn"),
    path("second-step/", entrance.second_step, name="mfa_authenticate"),
    path("no-way-in/", entrance.no_way_in, name="account_no_way_in"),
    path("with/<slug:provider_id>/", entrance.leave_for_provider, name="openid_connect_login"),
    path("with/<slug:provider_id>/back/", entrance.back_from_provider, name="openid_connect_callback"),
    path("with/cancelled", entrance.cancelled, name="socialaccount_login_cancelled"),
    path("compromised/", own.compromised, name="account_compromised"),
]

looked_after = [
    path("", own.overview, name="account_overview"),
    path("choose/", own.choose, name="account_choose"),
    path("password/", factors.change_password, name="account_change_password"),
    # allauth's own names for these.
    path("", own.overview, name="mfa_index"),
    path("choose/", own.choose, name="account_set_password"),
    path("sessions/", own.devices, name="account_sessions"),
    path("sessions/end/", own.end_device, name="account_end_session"),
    path("link/", own.link, name="account_link"),
    path("link/<slug:provider_id>/remove/", own.unlink, name="account_unlink"),
    path("second-factor/", own.second_factor_first, name="account_second_factor_first"),
    path("app/", factors.set_up_app, name="mfa_activate_totp"),
    path("app/code.svg", factors.app_qr, name="mfa_totp_qr"),
    path("app/remove/", factors.remove_app, name="mfa_deactivate_totp"),
    path("recovery-codes/", factors.recovery_codes, name="mfa_view_recovery_codes"),
    path("recovery-codes/new/", factors.new_recovery_codes, name="mfa_generate_recovery_codes"),
    path("passkeys/add/", factors.add_passkey, name="mfa_add_webauthn"),
    path("passkeys/<int:pk>/name/", factors.rename_passkey, name="mfa_edit_webauthn"),
    path("passkeys/<int:pk>/remove/", factors.remove_passkey, name="mfa_remove_webauthn"),
    path("again/", own.sign_in_again, name="account_sign_in_again"),
    path("again/password/", factors.password_again, name="account_reauthenticate"),
    path("again/code/", factors.code_again, name="mfa_reauthenticate"),
    path("again/passkey/", factors.passkey_again, name="mfa_reauthenticate_webauthn"),
]

managed = (
    [
        path("people/sign-ins/", manage.everybody, name="everybody"),
        path("people/sign-ins/codes/", manage.codes_for_all, name="codes"),
        path("people/sign-ins/<int:adult>/", manage.one, name="one"),
        path("people/sign-ins/<int:adult>/<slug:act>/", manage.act, name="act"),
        path("people/sign-ins/settled/<int:number>/", manage.settle, name="settled"),
    ],
    "sign-ins",
)

urlpatterns = [path("account/", include([*entrances, *looked_after])), path("", include(managed))]
