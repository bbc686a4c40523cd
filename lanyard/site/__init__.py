"""The Django project: settings, addresses, middleware, sign-in, styles and pages about the service itself."""
