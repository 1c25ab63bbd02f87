"""Every decision a second time, written from src/policy/RULES.md and FACTS.md and not from the pack:
what both say alike was misread twice or is right.  None is unknown; money is (least, most).
`others` are the readings of which the other branch is in use."""

INF = float("inf")
COUNTED = ("TRAIN", "PROJECT", "SHORT", "SPECIALOP", "STARTUP")     # A-COUNT
KINDS = ("QUAL", "SPECIFIC", "PROJECT", "SHORT", "SPECIALOP")
CERTIFICATES = ("QUAL_CERT", "LEVEL_CERT", "SPECIFIC_CERT", "SPECIALOP_CERT", "PASS_CERT", "none")
ISSUERS = ("municipal_or_above", "municipal", "provincial", "national")
SOLDIER = ("veteran", "military_family_unemployed")                 # R2-1b
POOR = ("poor_labour", "paired_region_poor")                        # A-POOR
NO_WORK = ("unemployed", "unemployment_registered")
HARD = ("employment_difficulty", "disabled")                        # R2-1c
TRUST = ("declared", "card", "registry")
NAMES = {True: "eligible", False: "not_eligible", None: "undetermined"}


# ---- three values, and sums of which only the bounds are known
def every(*values):
    return False if False in values else None if None in values else True


def some(*values):
    return True if True in values else None if None in values else False


def at(value, test):
    return None if value is None else test(value)


def among(value, yes, known):
    """Of the choices: one of `yes`, another that the document names, or one for staff."""
    return True if value in yes else False if value in known else None


def span(value):
    return (0, INF) if value is None else (value, value)


def times(a, b):
    return tuple(0 if 0 in pair else pair[0] * pair[1] for pair in zip(a, b))


def percent(sum_of, rate):
    return tuple(one if one == INF else one // 100 for one in times(sum_of, rate))


def least(a, b):
    return min(a[0], b[0]), min(a[1], b[1])


def years_after(day, years):
    """Without an anniversary the end of the month (A-POST5)."""
    later = f"{int(day[:4]) + years}{day[4:]}"
    leap = int(later[:4]) % 4 == 0 and (int(later[:4]) % 100 or int(later[:4]) % 400 == 0)
    return later if leap or not later.endswith("02-29") else later[:-2] + "28"


def merged(stated):
    """The register's word before the card's before the visitor's; a visitor's "not out of work"
    also says that no unemployment is registered."""
    out, trust, denied = {}, {}, False
    for name, said in stated.items():
        for one in said if isinstance(said, list) else [said]:
            one = one if isinstance(one, dict) else {"value": one, "source": "registry"}
            rank = TRUST.index(one["source"])
            if one["value"] is not None and rank >= trust.get(name, 0):
                out[name], trust[name] = one["value"], rank
            denied = denied or (name, one["value"], rank) == ("unemployed", False, 0)
    if denied and trust.get("unemployment_registered", 0) == 0:
        out["unemployment_registered"] = False
    return out


class Oracle:
    """One case; each benefit is a list of (rules, value) that must all hold, and its sum or None."""

    def __init__(self, case, others):
        self.others = others
        self.today, self.claiming = case["date"], case["stage"] == "claim"
        self.facts, self.history = merged(case.get("facts", {})), case.get("history")
        self.course, self.claim, self.living, self.post, self.firm, self.policy = (
            case.get(part) or {} for part in ("course", "claim", "living", "post", "enterprise", "policy"))
        self.day = self.claim.get("cert_date") if self.claiming else self.today     # A-DATE

    def fact(self, *names):
        return some(*[self.facts.get(name) for name in names])

    # ---- who, and when

    def general(self):
        permit = at(self.facts.get("residence_permit_until"), lambda day: day != "none" and day >= self.today)
        lives = permit if "A-RES" in self.others else every(self.fact("resident_ningbo"), permit)
        home, work = some(self.fact("hukou_ningbo"), lives), self.fact(
            "works_ningbo", "business_ningbo", "unemployment_registered")
        return every(home, work) if "A-GEN" in self.others else some(home, work)

    def scope(self):
        """The registered poor of a paired region need no link to Ningbo (A-PROJ, A-LIVSCOPE)."""
        return ["R4-1a"], some(self.general(), self.fact("paired_region_poor"))

    def beside(self, rule, group):
        """What both allowances ask for; a day without a certificate is today's."""
        scope = [] if "A-LIVSCOPE" in self.others else [self.scope()]
        return [([rule], group), *scope, self.in_force(self.day or self.today)]

    def in_force(self, day):
        issue = self.policy.get("issue_date")
        if day is None:
            return ["R7-1"], None
        if day > "2021-12-31":
            return ["R7-2"], False if "A-DATE" in self.others else None
        if day < "2019-01-01":
            return ["R0-1", "R7-1"], False
        return ["R7-1"], True if day >= "2020-01-01" else at(issue, lambda issued: day >= issued)

    def figure(self, key, value):
        """R7-3: what the State Council or the province made of it; on an unknown day any of them."""
        held = [("", 0, value)]
        held += [(one["from"], one["by"] == "state_council", one["value"])
                 for one in self.policy.get("overrides") or () if one["key"] == key
                 and one["by"] in ("state_council", "province") and one["matter"] == "standard"]
        days = [self.day] if self.day else [one[0] for one in held]
        values = [max(one for one in held if one[0] <= day)[2] for day in days]
        return min(values), max(values)

    # ---- the ledger

    def of_the_year(self, day):
        rolling = years_after(self.today, -1) < day <= self.today
        return rolling if "A-YEAR" in self.others else day[:4] == self.today[:4]

    def had(self, kinds, limit):
        """Fewer than `limit` in the year, and how many are left."""
        if self.history is None:
            return None, None
        claims = [one["status"] for one in self.history["claims"]
                  if one["kind"] in kinds and self.of_the_year(one["date"])]
        granted, open_ones = claims.count("granted"), claims.count("pending") + claims.count("revoked")
        if granted >= limit:
            return False, 0
        if not self.history["complete"]:
            return None, None
        return granted + open_ones < limit or None, None if open_ones else limit - granted

    def three(self):
        return self.had(("TRAIN",) if "A-COUNT" in self.others else COUNTED, 3)

    def same(self, claim):
        """A-REPEAT: levels are numbers or codes of kinds; two codes are for staff to compare."""
        mine, theirs = self.course.get("level"), claim["level"]
        trade = None if None in (self.course.get("occupation"), claim["occupation"]) else \
            self.course["occupation"] == claim["occupation"]
        level = None if None in (mine, theirs) else \
            mine == theirs or (False if mine in "54321" or theirs in "54321" else None)
        if "A-REPEAT" in self.others and not None in (mine, theirs) and "1" <= theirs < mine <= "5":
            level = True
        return every(trade, level)

    def not_repeated(self):
        if self.history is None:
            return None
        found = [False if self.history["complete"] else None]
        for one in self.history["claims"]:
            # A start-up training has no trade of its own: none written down is none.
            if one["kind"] in COUNTED and one["status"] != "rejected" and \
                    (one["kind"] != "STARTUP" or one["occupation"] is not None):
                found.append(every(self.same(one), one["status"] == "granted" or None))
        return at(some(*found), lambda one: not one)

    # ---- training

    def of_kind(self, *kinds):
        return among(self.course.get("kind"), kinds, KINDS)

    def training(self, rules, certificates, *own, filing=True):
        out = [self.in_force(self.day), (["R4-5b"], self.three()[0]),
               (["R4-5c"], self.not_repeated()), *own]
        if self.claiming:
            out += [(["R4-5a"], self.claim.get("attended")),
                    (["R4-5a"], at(self.claim.get("cert_date"), lambda day: day <= self.today)),
                    (rules, among(self.claim.get("cert_type"), certificates, CERTIFICATES))]
            # What nobody reports is no doubt, unless it decides.
            standing, filed = self.course.get("institution"), self.course.get("filed")
            if "A-BLACK" in self.others and standing != "revoked":
                out.append((["R5-3c"], at(standing, lambda one: one != "black")))
            elif standing in ("black", "revoked"):
                out.append((["R5-3c"], None))
            if filing and ("A-FILE" in self.others or filed is False):
                out.append((["R5-2a"], filed if "A-FILE" in self.others else None))
        return out

    def friction(self):
        return [(["R4-4b"], self.fact("enterprise_employee")), (["R4-4a"], self.fact("employer_tf_listed")),
                (["R4-4b"], self.of_kind("QUAL", *(("SPECIFIC",) if "A-QUAL" in self.others else ())))]

    def rises(self):
        """What the enterprise's list and what the catalogue adds, in percent; the higher counts, or
        (A-UPLIFT) the list's wherever it is one."""
        listed, tf = every(*[value for _, value in self.friction()]), self.figure("tf_uplift_pct", 30)
        short = span(self.course.get("shortage_uplift_pct"))
        if "A-UPLIFT" in self.others and listed is not False:
            short = (0, 0) if listed else (min(tf[0], short[0]), short[1])
        return (tf[0] if listed else 0, 0 if listed is False else tf[1]), short

    def train(self):
        (low, high), (short, most) = self.rises()
        rate = 100 + max(low, short), 100 + max(high, most)
        return self.training(["R4-1b", "R4-5a"], CERTIFICATES[:3], (["R4-1a"], self.general()),
                             (["R4-2a"], self.course.get("on_list")),
                             (["R4-1b"], self.of_kind("QUAL", "SPECIFIC"))), \
            percent(span(self.course.get("std_fen")), rate)

    def project(self):
        both = every if "A-PROJ" in self.others else some
        person = some(self.fact("low_income_farm_household", *SOLDIER, "paired_region_poor"),
                      both(self.fact("enterprise_employee"), self.course.get("listed_for_person")))
        return self.training(["R4-1f"], ("PASS_CERT", "SPECIALOP_CERT"), (["R4-1d"], person), self.scope(),
                             (["R4-1d"], self.course.get("on_list")), (["R4-1d"], self.of_kind("PROJECT")),
                             filing=False), span(self.course.get("std_fen"))

    def short(self):
        hours = self.claim.get("hours_met") if self.claiming else True
        return self.training(["R4-3b"], ("PASS_CERT",), (["R4-1a"], self.general()), (["R4-3b"], hours),
                             (["R4-3b"], self.of_kind("SHORT"))), span(self.course.get("specific_std_fen"))

    def specialop(self):
        issuer = among(self.claim.get("issuer_level"), ISSUERS, ("county",)) if self.claiming else True
        return self.training(["R4-3c"], ("SPECIALOP_CERT",), (["R4-1a"], self.general()), (["R4-3c"], issuer),
                             (["R4-3c"], self.of_kind("SPECIALOP"))), \
            least(span(INF if "A-COST" in self.others else self.claim.get("cost_fen")),
                  self.figure("specialop_cap_fen", 60000))

    # ---- beside a training

    def poor(self):
        return self.fact(*POOR, *(("low_income_farm_household",) if "A-POOR" in self.others else ()))

    def living_group(self):
        return some(self.poor(), self.fact(*HARD, "zero_employment_household"),
                    every(self.fact("two_after"), self.fact("rural_student", "urban_dibao_household")))

    def free(self):
        group = some(self.poor(), self.fact("poor_family_child", "two_after", "rural_transfer", *NO_WORK,
                                            "changing_post", *SOLDIER, "disabled"))
        group = some(group, self.living_group()) if "A-FREE" in self.others else group
        return self.beside("R4-4d", group), (0, 0)

    def allowance(self):
        days = times(self.figure("living_per_day_fen", 4000), span(self.living.get("training_days")))
        capped = least(days, span(self.living.get("min_living_std_fen")))
        return self.beside("R4-4e", self.living_group()) + [(["R4-4h"], self.had(("LIVING",), 1)[0])], \
            (capped[0], days[1]) if "A-CAP" in self.others else capped

    def skilled_post(self):
        day, used = self.post.get("cert_date"), span(self.post.get("months_used"))
        rules, force = self.in_force(day)
        left = times(span(self.post.get("monthly_fen")), (0, max(0, 36 - used[0])))
        return [(["R4-3d"], self.fact("enterprise_employee")), (["R4-3d"], self.fact("frontline_in_post")),
                (["R4-3d"], at(self.post.get("cert_level"), lambda level: level in "21")),
                (["R4-3d"], self.post.get("trade_shortage")),
                (["R4-3d"], at(day, lambda one: one <= self.today)),
                (["R4-3e"], at(day, lambda one: self.today < years_after(one, 5) or
                               self.today == years_after(one, 5) and "A-POST5" not in self.others)),
                (["R4-3e"], at(self.post.get("months_used"), lambda months: months < 36)),
                (rules, force if day and day > "2021" else force or None)], (0, left[1])    # A-POST, A-POST3

    # ---- enterprises, offers, kinds of training

    def prejob(self):
        return [(["R3-1c"], self.firm.get("new_hire")), (["R3-1c"], self.firm.get("hours_met"))], \
            times(span(self.firm.get("trainees")), span(self.firm.get("specific_std_fen")))

    def apprentice(self):
        most = {"employee": self.figure("appr_employee_cap_fen", 600000)[1],
                "student": self.figure("appr_student_cap_fen", 300000)[1]}
        return [(["R3-1d"], self.firm.get("partner_qualified"))], \
            (0, most.get(self.firm.get("apprentice"), max(most.values())))

    def master(self):
        rate = self.figure("master_uplift_pct", 30)
        return [(["R3-4a"], self.firm.get("kind") == "MASTER" or None)], \
            percent(span(self.firm.get("current_std_fen")), (100 + rate[0], 100 + rate[1]))

    def offer(self):
        """The published list is the catalogue's and the projects'; the other two kinds have none."""
        standing = at(self.course.get("institution"), lambda one: one in ("none", "red"))
        return [(["R5-3c"], standing),
                (["R3-3e"], some(self.of_kind("SHORT", "SPECIALOP"), self.course.get("on_list")))], None

    def one(self, rule, *names):
        return [([rule], self.fact(*names))], None

    def benefits(self):
        groups = ("rural_transfer", "two_after", *NO_WORK, *SOLDIER, *HARD, "graduate_with_need")
        key = self.fact(*groups, "enterprise_employee", "professional_farmer")
        return {
            "GEN": ([(["R4-1a"], self.general())], None), "TRAIN": self.train(), "PROJECT": self.project(),
            "SHORT": self.short(), "SPECIALOP": self.specialop(), "UPLIFT_TF": (self.friction(), None),
            "FREE": self.free(), "LIVING": self.allowance(), "POST": self.skilled_post(),
            "COURSE_OFFER": self.offer(), "PREJOB": self.prejob(), "APPR": self.apprentice(),
            "MASTER": self.master(), "CAT_EMPLOY": self.one("R2-2a", *groups),
            "CAT_ENTERPRISE": self.one("R2-2b", "enterprise_employee"),
            "CAT_SAFETY": self.one("R2-2c", "high_risk_enterprise"),
            "CAT_FARMER": self.one("R2-2d", "professional_farmer", "low_income_farm_household"),
            "CAT_STARTUP": ([(["R2-2e"], self.fact("startup_intent")), (["R2-1"], key)], None)}

    def next_step(self, code):
        """R5-2a, R5-2b: the first step that is not done, for each needs those before it."""
        done, letter, last = self.course.get("process_done"), *("P6" if code == "PROJECT" else "Q7")
        if isinstance(done, str):
            done = int(done[1:]) if done[0] == letter else 0
        elif isinstance(done, list):
            done = next(n for n in range(8) if f"{letter}{n + 1}" not in done)
        return None if done is None or done >= int(last) else f"{letter}{done + 1}"

    def uplift_names(self):
        """The names by which the rise may go; of two equal ones either."""
        (low, high), (short, most) = self.rises()
        names = {"TF30": low} if high >= max(short, 1) else {}
        names |= {"SHORTAGE": short} if most >= max(low, 1) else {}
        known = every(*[value for _, value in self.friction()]) is not None
        return set(names) if known and max([0, *names.values()]) else {None, *names}


def decide(case, others=()):
    """By benefit: the keys as eval prints them; `reasons` and `uplifts` as the sets to look in."""
    me, out = Oracle(case, others), {}
    for code, (conditions, sum_of) in me.benefits().items():
        whole = every(*[value for _, value in conditions])
        one = out[code] = {"outcome": NAMES[whole], "amount_fen": None, "reasons": {
            rule for rules, value in conditions if value is whole for rule in rules}}
        if whole and sum_of:
            low, high = sum_of
            one["amount_fen"] = low if low == high or low else None
            one |= {} if low == high else {"amount_max_fen": high} if high < INF else \
                {"amount_is_minimum": True} if low else {}
        if code in COUNTED:
            one |= {"remaining_this_year": me.three()[1], "next_step": me.next_step(code)}
    out["POST"]["months_remaining"] = at(me.post.get("months_used"), lambda months: max(0, 36 - months))
    if out["TRAIN"]["outcome"] == "eligible":
        out["TRAIN"]["uplifts"] = me.uplift_names()
    return out
