"""Who delivers a speech."""

import pytest

from koujing.reading import read_string
from koujing.reading.delivery import find_speaker, name_speaker
from koujing.repaired import RepairedText
from koujing.speech import Voice

HEAD = "政府工作报告\n——{date}在第九届全国人民代表大会第一次会议上\n各位代表：\n现在，我代表国务院，向大会作政府工作报告。\n"


@pytest.mark.parametrize(
    ("text", "speaker"),
    [
        ("在植树大会上的讲话\n县长 王锐\n同志们：今年要种树。", "王锐"),
        ("在植树大会上的讲话\n同志们：今年要种树。", ""),
        ("县长王锐指出，要快。他强调，要好。\n会上，李力发言。", ""),
        (HEAD.format(date="1998年3月5日"), "李鹏"),
        (HEAD.format(date="1999年3月5日"), "朱镕基"),
        (HEAD.format(date="1999年3月5日").replace("国务院", "东县人民政府"), ""),
        (HEAD.format(date="1999年3月5日").replace("政府工作报告", "工作报告").replace("国务院", "最高人民法院"), ""),
    ],
)
def test_the_speaker_is_named_by_the_text_or_held_the_office(text, speaker):
    (speech,) = read_string(text, "a").speeches
    assert speech.metadata["speaker"] == speaker
    assert {voice.speaker for voice in speech.voices if not voice.verb} <= {speaker, ""}


def test_the_words_that_name_the_speaker_are_evidence():
    (speech,) = read_string("在植树大会上的讲话\n县长 王锐\n同志们：今年要种树。", "a").speeches
    assert [speech.raw[e.start : e.end] for e in speech.evidence if e.field == "speaker"] == ["王锐"]


def test_a_labelled_speaker_gives_the_voice_the_office_too():
    (speech,) = read_string("标题：政府工作报告\n报告人：县长 王锐\n各位代表：\n现在，我代表县政府向大会报告工作。", "a").speeches
    assert [(voice.speaker, voice.role) for voice in speech.voices] == [("王锐", "县长")]


def test_a_text_read_out_whole_has_a_speaker_whatever_its_genre():
    voices = [Voice(0, 20, "王锐", "县长", ""), Voice(3, 9, "李力", "", "说")]
    text = RepairedText.build("县长王锐：今年要种树，要快，要好。", 0, 17, [])
    metadata = {"genre": "other", "date": "", "level": "", "body": "", "organisation": ""}
    assert find_speaker(text, voices, metadata)[0] == "王锐"


def test_a_talk_of_several_has_no_speaker():
    voices = [Voice(0, 5, "王锐", "", ""), Voice(6, 9, "李力", "", "")]
    assert name_speaker(voices, "赵敏") == tuple(voices)


@pytest.mark.parametrize("text", ["在全县大会上的讲话", "县长王锐在全县大会上的讲话\n", "在全县大会上的讲话\n\n县长 王锐\n"])
def test_a_speech_of_which_there_is_only_the_title_is_its_speakers_from_the_first_word(text):
    (speech,) = read_string(text, "a").speeches
    (voice,) = speech.voices
    assert (0 <= voice.start < voice.end, voice.end) == (True, len(speech.text.rstrip()))
