"""WHO: users, the body and its charter, member units, appointments and roles."""
