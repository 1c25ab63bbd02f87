"""Random people for the tests of the policy engine: what a register, a card, a
visitor and a catalogue could say, with everything unknown now and then."""
import datetime
import json
import os
import pathlib
import random
import shutil
import subprocess

TOP = pathlib.Path(os.environ.get("SOURCE_DIR", "."))
BUILD = pathlib.Path(os.environ.get("BUILD_DIR", "build/release"))
PACK = TOP / "kiosk-config/packs/nb-2019-78"
KIOSK = BUILD / "skills-kiosk"

PERSON = """hukou_ningbo works_ningbo business_ningbo unemployment_registered resident_ningbo two_after
rural_transfer unemployed changing_post veteran military_family_unemployed disabled poor_labour
poor_family_child employment_difficulty zero_employment_household low_income_farm_household
paired_region_poor rural_student urban_dibao_household enterprise_employee frontline_in_post
graduate_with_need professional_farmer high_risk_enterprise startup_intent employer_tf_listed""".split()
KINDS = {"QUAL": "54321", "SPECIFIC": "S", "PROJECT": "P", "SHORT": "H", "SPECIALOP": "T"}
TRADES = ["焊工", "电工", "车工", "低压电工作业"]
CERTS = ["QUAL_CERT", "LEVEL_CERT", "SPECIFIC_CERT", "SPECIALOP_CERT", "PASS_CERT", "none", "OTHER"]
DAYS = ["2018-12-31", "2019-01-01", "2019-06-01", "2019-12-31", "2020-01-01", "2020-02-29",
        "2020-06-10", "2021-03-15", "2021-12-31", "2022-01-01", "2023-07-01", "2025-02-28",
        "2025-03-01", "2025-06-10", "2025-06-11"]


def some(rng, chance, value):
    return {} if rng.random() > chance else value


def day(rng):
    if rng.random() < 0.5:
        return rng.choice(DAYS)
    start = datetime.date(2019, 1, 1)
    return str(start + datetime.timedelta(days=rng.randrange(1200)))


def facts(rng):
    out = {}
    known = rng.choice([0.2, 0.6, 0.9])
    yes = rng.choice([0.1, 0.4, 0.8])
    for name in PERSON:
        if rng.random() < known:
            out[name] = rng.random() < yes
    if rng.random() < known:
        out["residence_permit_until"] = rng.choice(["none", day(rng), day(rng)])
    return out


def course(rng):
    kind = rng.choice(list(KINDS))
    out = {"kind": kind, "level": rng.choice(KINDS[kind])}
    out |= some(rng, 0.95, {"occupation": rng.choice(TRADES)})
    out |= some(rng, 0.9, {"on_list": rng.random() < 0.9})
    out |= some(rng, 0.8, {"std_fen": rng.choice([50000, 80000, 120000, 33333, 0])})
    out |= some(rng, 0.7, {"specific_std_fen": rng.choice([40000, 48000])})
    out |= some(rng, 0.7, {"shortage_uplift_pct": rng.choice([0, 0, 20, 30, 50])})
    out |= some(rng, 0.3, {"listed_for_person": rng.random() < 0.5})
    out |= some(rng, 0.3, {"institution": rng.choice(["none", "red", "black", "revoked"])})
    out |= some(rng, 0.4, {"filed": rng.random() < 0.8})
    out |= some(rng, 0.5, {"online": rng.random() < 0.3})
    return out


def claim(rng):
    out = {}
    out |= some(rng, 0.9, {"attended": rng.random() < 0.9})
    out |= some(rng, 0.8, {"hours_met": rng.random() < 0.9})
    out |= some(rng, 0.9, {"cert_type": rng.choice(CERTS)})
    out |= some(rng, 0.9, {"cert_date": day(rng)})
    out |= some(rng, 0.8, {"issuer_level": rng.choice(["municipal_or_above", "county", "OTHER"])})
    out |= some(rng, 0.8, {"cost_fen": rng.choice([0, 59999, 60000, 60001, 30000])})
    return out


def post(rng):
    out = {}
    out |= some(rng, 0.9, {"cert_level": rng.choice("54321")})
    out |= some(rng, 0.9, {"trade_shortage": rng.random() < 0.8})
    out |= some(rng, 0.9, {"cert_date": day(rng)})
    out |= some(rng, 0.9, {"months_used": rng.choice([0, 10, 35, 36, 37])})
    return out


def enterprise(rng):
    out = {}
    out |= some(rng, 0.5, {"kind": rng.choice(["PREJOB", "APPR", "MASTER", "OTHER"])})
    out |= some(rng, 0.5, {"new_hire": rng.random() < 0.7})
    out |= some(rng, 0.5, {"hours_met": rng.random() < 0.7})
    out |= some(rng, 0.5, {"trainees": rng.randrange(50)})
    out |= some(rng, 0.5, {"specific_std_fen": 40000})
    out |= some(rng, 0.5, {"apprentice": rng.choice(["employee", "student"])})
    out |= some(rng, 0.5, {"partner_qualified": rng.random() < 0.7})
    out |= some(rng, 0.5, {"current_std_fen": rng.choice([50000, 33333])})
    return out


def history(rng, date):
    claims = []
    for _ in range(rng.choice([0, 0, 1, 2, 3, 4, 6])):
        kind = rng.choice(["TRAIN", "TRAIN", "PROJECT", "SHORT", "SPECIALOP", "STARTUP", "LIVING", "POST"])
        when = date[:4] + day(rng)[4:] if rng.random() < 0.6 else day(rng)
        if when[5:] == "02-29" and int(when[:4]) % 4:
            when = when[:4] + "-02-28"
        claims.append({"date": when, "kind": kind,
                       "occupation": rng.choice(TRADES + [None]),
                       "level": rng.choice(list("54321SHPT") + [None]),
                       "status": rng.choice(["granted"] * 4 + ["pending", "rejected", "revoked"])})
    return {"complete": rng.random() < 0.85, "claims": claims}


def person(rng, number):
    date = rng.choice([day(rng), "2021-03-15", "2020-06-10"])
    out = {"id": number, "date": date, "stage": rng.choice(["plan", "claim"]),
           "policy": {"issue_date": rng.choice([None, None, "2019-06-01", "2019-12-01"])},
           "facts": facts(rng), "course": course(rng)}
    out |= some(rng, 0.9, {"history": history(rng, date)})
    out |= some(rng, 0.9, {"claim": claim(rng)})
    out |= some(rng, 0.6, {"post": post(rng)})
    out |= some(rng, 0.5, {"enterprise": enterprise(rng)})
    out["living"] = some(rng, 0.7, {"training_days": rng.choice([0, 1, 25, 26, 60])})
    out["living"] |= some(rng, 0.7, {"min_living_std_fen": rng.choice([100000, 90000])})
    return out


def people(seed, count):
    rng = random.Random(seed)
    return [person(rng, i) for i in range(1, count + 1)]


def evaluate(cases, pack=PACK):
    text = "\n".join(json.dumps(case, ensure_ascii=False) for case in cases) + "\n"
    run = subprocess.run([KIOSK, "eval", "--pack", pack], input=text, capture_output=True, text=True)
    if run.returncode:
        raise SystemExit(f"eval: {run.stderr}")
    return [json.loads(line)["outcomes"] for line in run.stdout.splitlines()]


DATED = [
    ("specialop_cap_fen", "value: 60000", "{from: 2021-03-15, value: 70000}, "
     "{from: 2020-01-01, to: 2020-06-30, value: 50000}, {from: 2019-06-01, to: 2019-12-31, value: 1}"),
    ("max_per_year", "value: 3", "{to: 2020-12-31, value: 2}, {from: 2021-03-01, value: 4}"),
    ("living_per_day_fen", "value: 4000", "{from: 2020-01-01, to: 2021-12-31, value: 5000}"),
]


def dated(folder):
    """The pack with figures that change, and with days on which none holds."""
    pack = pathlib.Path(folder) / "pack"
    shutil.copytree(PACK, pack)
    text = (pack / "pack.yaml").read_text("utf-8")
    for name, whole, versions in DATED:
        before = next(line for line in text.splitlines() if line.startswith(f"  {name}:"))
        assert whole in before
        text = text.replace(before, before.replace(whole, f"versions: [{versions}]"))
    (pack / "pack.yaml").write_text(text, "utf-8")
    return pack
