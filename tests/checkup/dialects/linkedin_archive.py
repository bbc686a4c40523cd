"""Archives of LinkedIn, made up: the larger one of today, and an older one. The people in them are invented."""

from __future__ import annotations

NOTES = 'Notes:\n"When exporting your connection data, you may notice that some addresses, for example, are missing."\n\n'
CONNECTIONS = (
    "First Name,Last Name,URL,Email Address,Company,Position,Connected On\n"
    'Amber,Kite,https://www.linkedin.com/in/amber-kite,amber@example.org,"Hall, Sons",Baker,08 Feb 2026\n'
    "Jo,Müller,https://www.linkedin.com/in/jo-m%C3%BCller,,,,14 Nov 2019\n"
    ",,,,,,07 Jun 2026\n"
)
OLD_CONNECTIONS = "First Name,Last Name,Email Address,Company,Position,Connected On\nAmber,Kite,,Hall,Baker,08 Feb 2018\n"
MESSAGES = (
    "CONVERSATION ID,CONVERSATION TITLE,FROM,SENDER PROFILE URL,TO,RECIPIENT PROFILE URLS,DATE,SUBJECT,CONTENT,FOLDER,"
    "ATTACHMENTS,IS MESSAGE DRAFT,IS CONVERSATION DRAFT\n"
    "c1,,Robin Teal,https://www.linkedin.com/in/robin-teal,Amber Kite,https://www.linkedin.com/in/amber-kite,"
    '2025-06-01 14:03:22 UTC,Hello,"First line\nsecond line",INBOX,,No,No\n'
    'c1,,Amber Kite,https://www.linkedin.com/in/amber-kite,"Robin Teal",https://www.linkedin.com/in/robin-teal,'
    "2025-06-01 15:00:00 UTC,,<p>Thank you</p><p>Robin</p>,INBOX,https://example.org/a.pdf,No,No\n"
    "c1,,Robin Teal,https://www.linkedin.com/in/robin-teal,Amber Kite,https://www.linkedin.com/in/amber-kite,"
    "2025-06-01 16:00:00 UTC,,Never sent,INBOX,,Yes,No\n"
    "c2,Offer,Great Shoes,,Robin Teal,https://www.linkedin.com/in/robin-teal,2025-06-02 09:00:00 UTC,Sale,"
    '"<p class=""spinmail-quill-editor__spin-break"">Hi %FIRSTNAME%</p>",INBOX,,No,No\n'
    'c3,Trip,Sam Reed,https://www.linkedin.com/in/sam-reed,"Robin Teal, Amber Kite",'
    '"https://www.linkedin.com/in/robin-teal,https://www.linkedin.com/in/amber-kite",'
    "2025-06-03 09:00:00 UTC,,Who comes?,INBOX,,No,No\n"
    'c4,,Robin Teal,https://www.linkedin.com/in/robin-teal,"Jane Doe, PhD",https://www.linkedin.com/in/jane-doe,'
    "2025-06-04 09:00:00 UTC,,Dear Jane,INBOX,,No,No\n"
)
OLD_MESSAGES = (
    "CONVERSATION ID,CONVERSATION TITLE,FROM,SENDER PROFILE URL,TO,DATE,SUBJECT,CONTENT,FOLDER\n"
    "c1,,Amber Kite,https://www.linkedin.com/in/amber-kite,Robin Teal,2020-06-01 14:03:22 UTC,,Good morning,INBOX\n"
)
PROFILE = (
    "First Name,Last Name,Maiden Name,Address,Birth Date,Headline,Summary,Industry,Zip Code,Geo Location,Twitter Handles,"
    "Websites,Instant Messengers\n"
    'Robin,Teal,,1 Example Street,"Mar 4, 1990",Year 4 teacher,"I teach.\nAnd sing.",Education,BA1 1AA,"Bath, England",'
    "[robin_t],[PORTFOLIO:https://example.org/robin],\n"
)
POSITIONS = (
    "Company Name,Title,Description,Location,Started On,Finished On\n"
    "Example Primary School,Teacher,Class 4,Bath,Sep 2019,\n"
    "Example Shop,Assistant,,,Jan 2015,Aug 2019\n"
)
EDUCATION = "School Name,Start Date,End Date,Notes,Degree Name,Activities\nExample University,2012,2015,First,BEd,Choir\n"
EMAILS = "Email Address,Confirmed,Primary,Updated On\nrobin@example.org,Yes,Yes,\n"
PHONES = "Extension,Number,Type\n,07700 900123,Mobile\n"
INVITATIONS = (
    "From,To,Sent At,Message,Direction,inviterProfileUrl,inviteeProfileUrl\n"
    'Robin Teal,Sam Reed,"1/29/26, 2:37 PM",Shall we?,OUTGOING,https://www.linkedin.com/in/robin-teal,'
    "https://www.linkedin.com/in/sam-reed\n"
    'Amber Kite,Robin Teal,"1/30/26, 8:05 AM",,INCOMING,https://www.linkedin.com/in/amber-kite,'
    "https://www.linkedin.com/in/robin-teal\n"
)
SHARES = (
    "Date,ShareLink,ShareCommentary,SharedUrl,MediaUrl,Visibility\n"
    "2026-02-09 01:21:47,https://www.linkedin.com/feed/1,What a week,https://example.org/a,,MEMBER_NETWORK\n"
    "2026-02-10 01:21:47,https://www.linkedin.com/feed/2,For friends,,https://example.org/b.jpg,CONNECTIONS\n"
    "2026-02-11 01:21:47,https://www.linkedin.com/feed/3,,,,PUBLIC\n"
)
COMMENTS = 'Date,Link,Message\n2026-07-20 10:25:25,https://www.linkedin.com/feed/9,"Well said, Amber"\n'
GIVEN = (
    "First Name,Last Name,Company,Job Title,Text,Creation Date,Status\n"
    'Sam,Reed,Hall,Baker,Sam is kind,"05/23/19, 09:37 AM",VISIBLE\n'
)
PICTURES = "Date/Time,Media Description,Media Link\nYou uploaded a photo on April 12,Sports day at school,https://example.org/p\n"
ARTICLE = (
    "<html><head><title>On reading</title><style>p {}</style></head>"
    '<body><h1><a href="https://www.linkedin.com/pulse/x">On reading</a></h1><p>Read &amp; write.</p></body></html>'
)
FOLLOWS = "Date,Status,FullName\n2023-05-06 07:08:09,Active,Amber Kite\n"
ADDRESS_BOOK = (
    "Source,FirstName,LastName,Companies,Title,Emails,PhoneNumbers,CreatedAt\nGoogle,Amber,Kite,,,a@example.org,07700 900001,\n"
)


def of_2026() -> dict[str, str]:
    """The larger archive."""
    return {
        "Connections.csv": NOTES + CONNECTIONS,
        "messages.csv": MESSAGES,
        "Profile.csv": PROFILE,
        "Profile Summary.csv": "Profile Summary\nI teach.\n",
        "Positions.csv": POSITIONS,
        "Education.csv": EDUCATION,
        "Email Addresses.csv": EMAILS,
        "PhoneNumbers.csv": PHONES,
        "Invitations.csv": INVITATIONS,
        "Shares_4711.csv": SHARES,
        "Comments_4711.csv": COMMENTS,
        "Recommendations_Given.csv": GIVEN,
        "Rich_Media.csv": PICTURES,
        "Member_Follows_4711.csv": FOLLOWS,
        "ImportedContacts.csv": ADDRESS_BOOK,
        "Articles/Articles/on-reading-robin-teal-7n5pe.html": ARTICLE,
        "guide_messages.csv": OLD_MESSAGES,
        "LearningCoachMessages.csv": "No conversations found\n",
        "Reactions_4711.csv": "Date,Type,Link\n",
        "Skills.csv": "Name\nReading\n",
        "Registration.csv": "Registered At,Registration Ip,Subscription Types\n",
        "Jobs/Job Applications.csv": "Application Date\n",
    }


def of_2020() -> dict[str, str]:
    """An older one, with spaces for underscores and fewer columns."""
    return {
        "Connections.csv": OLD_CONNECTIONS,
        "messages.csv": OLD_MESSAGES,
        "Profile.csv": (
            "First Name,Last Name,Maiden Name,Address,Birth Date,Headline,Summary,Industry,Geo Location\nRobin,Teal,,,,,,,\n"
        ),
        "Positions.csv": POSITIONS,
        "Email_Addresses.csv": EMAILS,
        "Invitations.csv": 'From,To,Sent At,Message,Direction\nAmber Kite,Robin Teal,"7/9/20, 1:05 PM",,INCOMING\n',
        "Shares.csv": "Date,ShareLink,ShareCommentary,SharedUrl,MediaUrl\n2020-02-09 01:21:47,,Hello,,\n",
        "Comments.csv": COMMENTS,
        "Rich Media.csv": PICTURES,
        "Company Follows.csv": "Organization,Followed On\n",
    }
