// In which language the desk speaks.  The pages are written in Chinese; en.js has each of their texts
// in English, hant.js their signs in traditional ones.  What people wrote stays as they wrote it.
import { ENGLISH } from "./en.js";
import { FACT_WORDS } from "./facts.js";
import { turn } from "./hant.js";

export const TONGUES = { hans: ["简体", "zh-CN"], hant: ["繁體", "zh-Hant"], en: ["English", "en"] };
// Under these keys of an answer stands what somebody wrote or is called.
const THEIRS = new Set(["name", "shown", "who", "in_hands_of", "second", "reason", "note", "why", "label", "application", "institution", "course", "course_title",
	"whom", "place", "ended_why", "ended_who", "scan", "paper", "video", "in_force", "changes", "kiosk", "value", "hall", "line"]);
// Of these what is written like one of our own words is meant as it was written.
const WRITTEN = new Set(["reason", "note", "ended_why", "scan", "paper", "video", "whom", "place"]);
const HAN = /[\u4e00-\u9fff]/;
const LONGEST = 400;
const theirs = new Set();
const written = new Set();
let pattern = null;

const before = sessionStorage.getItem("tongue") || localStorage.getItem("tongue");
let now = TONGUES[before] ? before : "hans";
export const spoken = () => now;

// For this session, and on this machine the next one begins with it.
export function speak(tongue) {
	now = tongue;
	sessionStorage.setItem("tongue", tongue);
	localStorage.setItem("tongue", tongue);
	document.documentElement.lang = TONGUES[tongue][1];
}

function gather(value, whose, byHand) {
	if (typeof value === "string") {
		if (whose && HAN.test(value) && value.length <= LONGEST && !theirs.has(value)) {
			theirs.add(value);
			pattern = null;
		}
		if (byHand)
			written.add(value);
	} else if (value && typeof value === "object") {
		for (const [key, inner] of Object.entries(value))
			gather(inner, whose || THEIRS.has(key), byHand || WRITTEN.has(key));
	}
}

// An answer came: what in it is somebody's own.
export function keepTheirs(answer) {
	if (now !== "hans")
		gather(answer, false, false);
}

export function forgetTheirs() {
	theirs.clear();
	written.clear();
	pattern = null;
}

function theirWords() {
	pattern = pattern || new RegExp("(" + [...theirs].sort((a, b) => b.length - a.length).map((text) =>
		text.replace(/[.*+?^${}()|[\]\\]/g, "\\$&")).join("|") + ")");
	return pattern;
}

function turned(text) {
	return theirs.size ? text.split(theirWords()).map((part, i) => i % 2 ? part : turn(part)).join("") : turn(text);
}

const english = (text) => written.has(text) ? text : ENGLISH[text] ?? FACT_WORDS[text] ?? text;

// A text of the page as whoever reads wants it.
export function words(text) {
	if (typeof text !== "string" || now === "hans")
		return text;
	return now === "hant" ? turned(text) : english(text);
}

// told`共 ${n} 件`: a text with something in it.  In English "{1}" is what stands first, and
// "{1 case|cases}" a word for one and for more.
export function told(parts, ...values) {
	const chinese = parts.reduce((text, part, i) => text + values[i - 1] + part);
	if (now !== "en")
		return chinese;
	const frame = ENGLISH[chinese] ?? ENGLISH[parts.join("{}")] ?? parts.reduce((text, part, i) => text + "{" + i + "}" + part);
	return frame.replace(/\{(\d)(?: ([^|}]*)\|([^}]*))?\}/g, (_, no, one, more) => one === undefined ? words(String(values[no - 1])) :
		String(values[no - 1]) === "1" ? one : more);
}

// What is Chinese on an English page is marked so, for whoever hears the page.
const RUN = /([\u3000-\u303f\u4e00-\u9fff\uff00-\uffef](?:[^A-Za-z]*[\u3000-\u303f\u4e00-\u9fff\uff00-\uffef])?)/;
export function marked(text) {
	if (typeof text !== "string" || now !== "en" || !HAN.test(text))
		return text;
	const span = document.createElement("span");
	for (const [i, part] of text.split(RUN).entries()) {
		const node = i % 2 ? document.createElement("span") : document.createTextNode(part);
		if (i % 2) {
			node.lang = "zh-CN";
			node.textContent = part;
		}
		span.append(node);
	}
	return span;
}
