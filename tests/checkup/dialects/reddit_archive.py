"""Archives of Reddit, made up. The people in them are invented."""

from __future__ import annotations

POSTS = (
    "id,permalink,date,ip,subreddit,gildings,title,url,body\n"
    "p1,https://www.reddit.com/r/bath/p1,2024-05-02 18:11:04 UTC,192.0.2.7,bath,0,Where to swim?,"
    'https://example.org/pool,"I live nearby.\nAny ideas?"\n'
    "p2,https://www.reddit.com/r/bath/p2,2024-05-03 18:11:04 UTC,192.0.2.7,bath,0,Gone,,[deleted]\n"
)
COMMENTS = (
    "id,permalink,date,ip,subreddit,gildings,link,parent,body,media\n"
    "c1,https://www.reddit.com/r/bath/c1,2024-05-02 18:11:04 UTC,192.0.2.7,bath,0,https://www.reddit.com/r/bath/p1,t3_p1,"
    '"Agree with this, mostly.",\n'
)
MESSAGES = (
    "id,permalink,thread_id,date,ip,from,to,subject,body\n"
    "m1,https://www.reddit.com/message/m1,t1,2023-11-08 09:30:00 UTC,192.0.2.7,robin_t,amber_k,Choir,See you there\n"
    "m2,https://www.reddit.com/message/m2,t1,2023-11-08 09:35:00 UTC,,amber_k,robin_t,re: Choir,Thanks\n"
)
CHATS = (
    "message_id,created_at,updated_at,username,message,thread_parent_message_id,channel_url,subreddit,channel_name,"
    "conversation_type\n"
    "1,2024-05-02 18:11:04 UTC,,robin_t,Hello,,ch1,,,direct\n"
    "2,2024-05-02 18:12:04 UTC,,amber_k,Hi all,,ch2,bath,Bath,group\n"
)
FRIENDS = "username,note\namber_k,\n"
STATISTICS = "statistic,value\naccount name,robin_t\nemail address,robin@example.org\ncreation date,2015-01-01 00:00:00 UTC\n"
PREFERENCES = (
    "preference,value\nlang,en\naccept_pms,everyone\nenable_followers,True\nshow_presence,off\nhide_from_robots,on\ntheme,dark\n"
)


def of_2024() -> dict[str, str]:
    """The answer to a data request."""
    return {
        "posts.csv": POSTS,
        "post_headers.csv": "id,permalink,date,ip,subreddit,gildings,url\n",
        "comments.csv": COMMENTS,
        "comments_2.csv": COMMENTS.replace("c1", "c2").replace("Agree with this, mostly.", "No."),
        "comment_headers.csv": "id,permalink,date,ip,subreddit,gildings,link,parent\n",
        "messages.csv": MESSAGES,
        "messages_archive.csv": MESSAGES.partition("\n")[0] + "\n",
        "message_headers.csv": "id,permalink,thread_id,date,ip,from,to\n",
        "chat_history.csv": CHATS,
        "friends.csv": FRIENDS,
        "statistics.csv": STATISTICS,
        "user_preferences.csv": PREFERENCES,
        "post_votes.csv": "id,permalink,direction\np9,https://www.reddit.com/p9,up\n",
        "subscribed_subreddits.csv": "subreddit\nbath\n",
        "ip_logs.csv": "date,ip\n2024-05-02 18:11:04 UTC,192.0.2.7\n",
        "drafts.csv": "id,title,body\n",
        "checkfile.csv": "filename,sha256\n",
    }
