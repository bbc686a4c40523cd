"""Benign posts and messages of school staff, written for this bench, and synthetic: nobody said any of them.

``POSTS`` were written one by one and are kept apart from what the rules were developed on; many of them
have words in them that rules look for. ``messages`` makes any number of ordinary messages from pieces.
"""

from __future__ import annotations

import random
from collections.abc import Iterator

POSTS = """
Finally finished the reports, time for a very large cup of tea.
Anyone else's washing machine sound like it is trying to take off?
Lovely to see the snowdrops out on the way to the park this morning.
Happy birthday to my gorgeous big sister, 40 and still dancing on tables.
That film was so sad I cried twice and I am not even sorry.
Running the half marathon on Sunday, wish me luck, my knees are already complaining.
The number 12 bus was late again, twenty minutes in the rain.
I could murder a curry right now.
This heat is killing me, why did I buy a black coat.
We got absolutely slaughtered at netball tonight, 42 to 9, but the pies were good.
Dead proud of my nephew for getting his grade three piano.
Great talk about how black women shaped the history of nursing in Britain.
So proud of the girls' football team, what a goal in the last minute.
The women in our choir are the funniest people I know.
Our gay neighbours have the best garden in the street and I am jealous.
My Muslim colleagues are fasting this month, so no cake in the staffroom until sunset.
Refugees Welcome coffee morning in the church hall on Saturday, cakes needed.
Fantastic assembly on disabled athletes, the children had such good questions.
I have been deaf in one ear since I was six, so please stand on my left.
As a proud Jewish mum I make far too much soup.
Trans people deserve to be safe at work, like everybody else.
It is never all right to make jokes about somebody's religion.
My daughter was told that girls can't code. She has just won the robotics cup.
White chocolate or dark chocolate? Wrong answers only.
Watched a documentary about rats in the sewers of London, surprisingly sweet.
The dog has killed another slipper.
There is a wasp nest in the shed and I want it gone by the weekend.
I hate Mondays, I hate alarms and I hate the person who ate my sandwich.
I hate women's magazines that tell me to be thinner.
Kids, please stop growing, these shoes were new in August.
Killed it at karaoke last night, nobody can take that from me.
My stupid phone has died again, sorry if I missed you.
What a useless oven, forty minutes and the middle is still frozen.
This printer is pure evil.
Some idiot designed these self-checkouts, surely.
I am such an idiot, I drove to work on a bank holiday.
I am thick as mince when it comes to maths, ask my other half.
Tea towel found at the summer fair, blue checks, message me if it is yours.
Charity bake sale raised 412.50 pounds, thank you to all who baked.
Does anybody have a recommendation for a plumber near Keynsham?
Order number 70012345678 has still not come, has anyone had luck with this shop?
Booking reference 0790123456 for the panto, do not let me lose it.
Our new minibus has done 07700 miles already. Only joking, it has done 900.
The library is at 12 High Street, open until six on Thursdays.
The new exhibition at the museum, 19 Castle Road, is free for under 16s.
Meet outside the cinema at 7.30, film is at 7.45.
Childline is 0800 1111 if a child needs to talk.
Ring 111 if it is not an emergency.
The school office number is 03000 123456 as ever.
For tickets email info@theatre.example or ask at the desk.
ISBN 978-0-14-103614-4 is the edition we need for book club.
Flight BA2490 landed an hour early, what a treat.
Year 4 trip to the Roman Baths was brilliant, thank you to all the helpers.
Reception have grown beans, 3B have grown mould.
The council has mended the path by the canal, thank you.
The head has bought biscuits for everybody, best head ever.
Mr Tumble was on and the little one would not move.
Mrs Doubtfire is still the best film.
Sir Ian's Lear was the finest thing I have seen on a stage.
Our anti-bullying week assembly went down well, odd socks everywhere.
Training on safeguarding all day tomorrow, bring lunch.
I have changed my password again because I forgot the last one.
Never share your password, said the trainer, and then wrote hers on the board.
The wifi password is on the fridge.
Borrowed the school camera for the sports day photos and put it back the same evening.
My laptop is older than some of my colleagues.
We are thinking of Greece next summer, any tips?
Away game on Saturday, away match on Sunday, no rest for us.
Who is off to the beach at half term? Not me, marking.
Born in 1985, feeling it today.
Born in Leeds, raised in Bath, confused about gravy.
The church was built on 12/03/1885 and the roof has leaked since.
Happy anniversary to us, 14 June 2003 was a very wet day.
The deadline is 12/10/2026 at noon.
Version 10.4.15.1 of the app is much worse than 9.8.
51.5 percent to 48.5, closer than I thought.
Two tickets at 12.50, 3.20 for the car park.
The score was 21-12-06, whatever that means in curling.
Recipe: 200g flour, 100g butter, 2 eggs, 180 degrees for 25 minutes.
I walked 10 miles along the canal way today.
There were 30 people on the way and 20 on the green.
My gran says that I was a little witch on stage, three shows, two colds.
The cow in the next field has had her calf.
The pig at the farm park ate my map.
Guinea pig wants a new home, message me.
Went to see Moby Dick at the Theatre Royal.
Blue tits nesting in the box again.
Faggots and peas for tea, proper food.
Offa's Dyke path done, all of it, feet no longer mine.
Maine coon kittens are enormous.
Had my hip checked at the hospital, all good.
My own dyslexia was not spotted until I was thirty, ask for help early.
Autism awareness walk on Sunday, join us.
The nurse says that I have to take it easy.
Please vote, whoever you vote for.
I disagree with the council about the bins, and I have written to say so.
The new parking rules are not good for small shops.
I think that the government is wrong about school funding.
Striking today because we want proper support for children with special needs.
I do not like the new uniform, but the children do.
Lost my ring on the playing field, silver, small stone.
Beat the traffic, beat the rain, beaten by the stairs.
He is a cracking joke teller, our caretaker.
April fool, I am not really leaving.
Shoot me a message if you want the recipe.
Let's hang out at the weekend.
My neighbour has the patience of a saint and the singing voice of a fox.
Nobody tells you that babies smell of biscuits.
We are moving house and I never want to see a box again.
Home alone with the cat and the big remote, bliss.
Sharing this because it made me laugh.
Saw a heron by the weir.
Choir tonight, bring the blue folder.
The allotment is a mess and I love it.
Slugs have eaten everything, I will destroy them all.
If I hear that song once more I will scream.
The vet says she is a very fat dog.
I ate the whole tin. No regrets.
Snow day! Everyone safe at home.
My train was cancelled, so I read a whole book on platform two.
Congratulations to our new parents, a little girl, everyone well.
Twelve years a teacher's wife and I still can't find a red pen.
Mum's chemo is going well, thank you for asking.
Thank you for all the kind words about Grandad.
It was black as night and cold as well, but the fireworks were worth it.
Old people's home choir were absolutely brilliant.
The Welsh rugby team broke my heart again.
Italian food is the best food, fight me.
Chinese New Year dumplings, 120 of them, folded by hand.
Polish shop in Twerton has the best bread.
Gypsy jazz at the Bell tonight.
Travellers' tales evening at the library, all welcome.
Girls' night in, three of us asleep by ten.
The boys in the band are all over sixty.
Christian Aid week, envelopes on the table.
Catholic or not, that church has the best acoustics.
I do not think that women are worse drivers, my husband has hit the gate twice.
"Boys will be boys" is not an excuse, as our assembly said today.
Someone shouted at my friend for wearing a headscarf. That is not who we are.
Racism has no place in football.
Homophobia is a choice, kindness is one too.
The blind man on the train knew every station by its smell.
The play is called The Crucible, and yes, there are witches.
Killers of the Flower Moon is three hours and a half, bring a cushion.
It is a crying shame that the pool has closed.
I would kill for a lie-in.
Break a leg tonight, you lot.
I've been hacked, please ignore any messages about sunglasses.
Payment for the trip is due on Friday, use the app.
Our account of the walk is on the blog.
The sort of code that I write would make you weep.
Reg the tortoise is 40 today.
My car failed its MOT, goodbye money.
Registration opens at nine.
Passport photos are always terrible.
My phone is so old that the museum rang. On my phone.
Room B12 3rd floor for the meeting, bring a chair.
M4 closed again, J18 to J19.
The A36 is a car park.
Size 12 dress, worn once, free to a good home.
GCSE results day, thinking of everyone.
I was groomed by the barber, half of my beard is gone.
Our cat is called Hitler because of the moustache, we do regret that.
The lies we tell ourselves about January.
Head over heels for this cake.
The trust put on a lovely day for volunteers.
The governor of California was once a film star.
School of rock is on at the Hippodrome.
"""


def posts() -> list[str]:
    """The benign posts, one by one."""
    return [line for line in POSTS.strip().splitlines() if line]


OPENINGS = (
    "Morning all,",
    "Hi,",
    "Just to say that",
    "Thanks so much,",
    "Right,",
    "Does anyone know if",
    "So it turns out that",
    "Honestly,",
    "Quick one:",
    "Good news:",
    "Sorry, I forgot that",
    "I was thinking that",
    "Apparently",
    "For those who asked,",
    "Reminder that",
)
WHO = (
    "the lovely people from the allotment",
    "my sister",
    "our neighbour",
    "the man at the garage",
    "everyone in the choir",
    "the dog",
    "Gran",
    "the new curate",
    "half of the team",
    "the children next door",
    "my other half",
    "the lady from the bakery",
    "the girls",
    "somebody from the council",
    "an old friend of mine",
    "the plumber",
    "the whole family",
    "our quiz team",
)
DID = (
    "brought a huge lemon cake",
    "will be at the fair on Saturday",
    "could not find the car keys",
    "won the raffle again",
    "has finally mended the gate",
    "fell asleep on the sofa",
    "walked all the way to the weir",
    "is making soup for the coffee morning",
    "wants to borrow the big tent",
    "said that the train was late",
    "forgot the tickets",
    "sang two songs in the pub",
    "has planted forty tulips",
    "is moving to Bristol in the spring",
    "was on the local radio",
    "found a hedgehog in the shed",
)
THEN = (
    "and it made my day.",
    "so we had tea in the garden instead.",
    "which is typical really.",
    "but nobody minded at all.",
    "and now we need about 12 more chairs.",
    "so please bring a pen and something warm to wear.",
    "and I could not stop laughing.",
    "so I will see you at 7 by the front door.",
    "if that is all right with everybody.",
    "and the weather was perfect for once.",
    "so let me know if you would like to come along.",
    "and there is still plenty left over.",
)
AFTER = (
    "",
    "",
    " x",
    " 😂",
    " Hope you are all well.",
    " See you tomorrow!",
    " What a week.",
    " Fingers crossed.",
    " Does Thursday suit you?",
)


def messages(number: int, seed: int = 20261201) -> Iterator[str]:
    """Ordinary messages of about 23 words, the same for the same seed."""
    chance = random.Random(seed)
    for _ in range(number):
        parts = [chance.choice(OPENINGS), chance.choice(WHO), chance.choice(DID), chance.choice(THEN) + chance.choice(AFTER)]
        if chance.random() < 0.2:
            parts += [chance.choice(WHO).capitalize(), chance.choice(DID), chance.choice(THEN)]
        yield " ".join(parts)
