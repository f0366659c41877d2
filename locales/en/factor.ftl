# Shown when somebody sets up an authenticator app and the operator has not configured a file for keys.
no-key = Authenticator apps can’t be set up here yet. Ask the operator to set secret_key_file.
