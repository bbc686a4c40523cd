"""How long does a plan take, beside reading the same file?"""
