/**
 * Short answers to a question that was asked: 是 / 不是 / 都不是 / 不知道 / 第二个. Long texts are no short answers.
 */
import type { ShortAnswer } from "../domain/understanding.ts";
import { parseNumeral } from "./numerals.ts";

/** A text with more characters says more than yes or no. */
const LONGEST = 12;

const PARTICLES = /[\s,，。.!！~、?？]|[啊呀哦噢喔啦嘛呢哈哟哒咧噻哩哎诶额呃]+$/g;
const UNSURE = /^(?:我)?(?:也)?(?:不知道|不清楚|不晓得|不确定|不太清楚|不太确定|不懂|说不好|说不准|没注意|忘了|忘记了|不记得|唔知|唔知道|唔清楚|弗晓得|晓不得|搞不清|搞不清楚|拿不准|不好说|记不清|记不得|不一定|看情况|哪知道|谁知道)(?:了|吧|欸)?$/;
const NONE = /^(?:都不是|都没有|都不对|都没|全不是|一个都不是|一个都没有|以上都不是|哪个都不是|都唔系|两个都不是|没一个是|不在里面|没有我要的|其他|别的|都不要)(?:了|吧|的)?$/;
const NO = /^(?:不|不是|不对|不是的|没有|没|没得|没有的|木有|没有呢|否|不会|不用|不要|不需要|不行|不可以|不能|没办|没带|冇|唔系|唔是|勿是|弗是|不是哦|莫得|还没有|还没|没呢|不得|不算|没错过|不了|算了|非也|nope|no|n|从来没有|从没有|应该不是|应该没有|好像没有|好像不是|不是这个|不是这样)(?:吧|的|了)?$/;
const YES = /^(?:是|是的|对|对的|对头|嗯|嗯嗯|恩|有|有的|有呢|好|好的|行|可以|要|要的|会|能|可|中|得|得行|系|系的|系呀|没错|不错|正是|就是|就是的|可不是|当然|肯定|办了|带了|确实|确认|需要|应该是|应该有|大概是|好像是|可能是|差不多|算是|是我|是这样|就这个|ok|okay|yes|y|yep|嗯哪|昂|必须的|那是|满了|到了|符合|都有|都是|都对|在|在的)(?:吧|的|了)?$/;
const ORDINAL = /^(?:我)?(?:选|要|就|办)?(?:第)?([一二两三四五六七八九十\d]{1,2})(?:个|项|种|条|号|那个|、|\.)?(?:吧|的|那个|好了)?$/;
const BY_PLACE: Readonly<Record<string, number>> = { 前面那个: 1, 前一个: 1, 前者: 1, 上面那个: 1, 头一个: 1, 首个: 1, 后面那个: 2, 后一个: 2, 后者: 2, 下面那个: 2, 中间那个: 2 };
const LETTERS = "abcdefgh";
/** More choices are never offered. */
const MOST_CHOICES = 20;

export function shortAnswer(normal: string): ShortAnswer {
  const text = normal.length > LONGEST ? "" : normal.replace(PARTICLES, "");
  const none = NONE.test(text);
  const unsure = UNSURE.test(text);
  const no = !none && !unsure && NO.test(text);
  return { yes: !no && !none && !unsure && YES.test(text), no, unsure, none, ordinal: ordinalOf(text) };
}

function ordinalOf(text: string): number | null {
  const placed = BY_PLACE[text];
  if (placed !== undefined) return placed;
  const letter = /^(?:选)?([a-h])(?:吧|项)?$/.exec(text)?.[1];
  if (letter !== undefined) return LETTERS.indexOf(letter) + 1;
  const m = ORDINAL.exec(text);
  const value = m ? parseNumeral(m[1]!) : null;
  return value !== null && value >= 1 && value <= MOST_CHOICES ? value : null;
}
