"""The Django project: settings, addresses, middleware, sign-in, components and pages about the service itself."""
