# The page on which people export their own data
title = Your data
about = Everything stored about you, as one JSON file.
content = What the file contains
profile = Profile
profile-words = Your names, email address, role and preferences, and when you signed up.
sessions = Sessions
sessions-words = Sign-ins and failed sign-ins, with their devices, IP addresses and times.
actions = Actions
actions-words = What you did, and your invitations. Also what others did to your account: changes, password links, and when an administrator viewed as you.
bans = Bans
bans-words = Any bans on your account, and your appeals.
owner-only = the download
purpose = To export your data
download = Download my data (JSON)
