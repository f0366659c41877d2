# The page on which people export their own data
title = Your data
about = Download everything stored about you as one JSON file: your profile, sessions, invitations, bans and appeals. It also lists what you did, failed sign-ins, changes others made to your account, password links, and times an administrator viewed as you. Devices, IP addresses and times are included.
owner-only = the download
purpose = To export your data
download = Download my data (JSON)
