"""Schools, the adults in scope of the policy, the roles they hold and the accounts they sign in with."""
