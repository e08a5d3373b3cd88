"""A small scenario for tests: three scenes, a fork, news and evidence, three endings."""

SCENARIO = """
id = "call"
level = "introductory"
minutes = 10
start = "first"
objectives = ["see"]
norms = ["d", "h"]
measures = ["1"]
states = ["vellamar"]

[axes]
harm-reduced = 50
legality = 50
rights = 50
trust = 50
speed = 50
learning = 50

[[scenes]]
id = "first"
evidence = ["note"]

[[scenes.choices]]
id = "ask"
to = "second"
minutes = 15
sets = ["asked"]
effects = { trust = 15, speed = -10 }
see = "first#text"
norms = ["h"]

[[scenes.choices]]
id = "wait"
to = "second"
minutes = 60
effects = { harm-reduced = -20, speed = -60, rights = 10 }

[[scenes]]
id = "second"
evidence = ["log"]

[[scenes.choices]]
id = "share"
to = "evening"
minutes = 30
needs = ["asked"]
effects = { harm-reduced = 20, legality = 10 }
norms = ["d"]

[[scenes.choices]]
id = "tell"
to = "evening"
minutes = 10
unless = ["asked"]
effects = { legality = 10, learning = 10 }

[[scenes.choices]]
id = "stay"
to = "alone"
effects = { speed = 20, learning = 15, trust = -5 }

[[scenes]]
id = "contained"
ending = true

[[scenes]]
id = "spread"
ending = true

[[scenes]]
id = "alone"
ending = true

[[turns]]
id = "evening"

[[turns.lines]]
to = "contained"
at-least = { harm-reduced = 60 }
has = ["asked"]
before = 90

[[turns.lines]]
to = "spread"

[[injects]]
id = "press"
at = 30
unless = ["asked"]
effects = { trust = -5 }
sets = ["press-asks"]
channel = "telephone"
label = "TLP:AMBER"

[[evidence]]
id = "note"
reliability = "C"
credibility = 3
confidence = "moderate"

[[evidence]]
id = "log"
reliability = "A"
credibility = 1
confidence = "high"
"""


def words(word: str) -> str:
    """The words of the scenario in a language; `word` begins every one of them."""
    return f"""
state = "draft"
title = "{word} call"
summary = "{word} call summary"
role = "{word} role"
background = \"\"\"
{word} background

{word} more\"\"\"

[states]
vellamar = "{word} Vellamar"

[scenes.first]
title = "{word} scene one"
text = "{word} text of scene one"

[scenes.first.choices.ask]
text = "{word} do ask"
outcome = "{word} after ask"

[scenes.first.choices.wait]
text = "{word} do wait"
outcome = "{word} after wait"

[scenes.second]
title = "{word} scene two"
text = "{word} text of scene two"

[scenes.second.choices.share]
text = "{word} do share"
outcome = "{word} after share"

[scenes.second.choices.tell]
text = "{word} do tell"
outcome = "{word} after tell"

[scenes.second.choices.stay]
text = "{word} do stay"
outcome = "{word} after stay"

[scenes.contained]
title = "{word} contained"
text = "{word} text of contained"

[scenes.spread]
title = "{word} spread"
text = "{word} text of spread"

[scenes.alone]
title = "{word} alone"
text = "{word} text of alone"

[injects.press]
text = "{word} press calls"

[evidence.note]
title = "{word} note"
claim = "{word} claim of the note"

[evidence.log]
title = "{word} log"
claim = "{word} claim of the log"

[debrief]
questions = ["{word} question one?", "{word} question two?"]

[debrief.endings.contained]
text = "{word} why contained"

[debrief.endings.spread]
text = "{word} why spread"

[debrief.endings.alone]
text = "{word} why alone"
"""


FILES = {
    "scenarios/call/scenario.toml": SCENARIO,
    "scenarios/call/en.toml": words("English"),
    "scenarios/call/ar.toml": words("عربي"),
}
