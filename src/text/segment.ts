/**
 * Words. @node-rs/jieba with its own dictionary and ours (`intents/dictionary.txt`); ADR 0010 says why not nodejieba.
 */
import { existsSync, readFileSync } from "node:fs";
import { Jieba } from "@node-rs/jieba";
import { dict } from "@node-rs/jieba/dict.js";

export type Segmenter = (text: string) => string[];

/** @throws Error with a remedy when the dictionary of the field is missing or malformed */
export function openSegmenter(dictionaryFile: string): Segmenter {
  const jieba = Jieba.withDict(dict);
  if (!existsSync(dictionaryFile)) {
    throw new Error(`缺少分词词典 ${dictionaryFile}。请恢复这个文件（git checkout -- intents/dictionary.txt）后再启动。`);
  }
  try {
    jieba.loadDict(readFileSync(dictionaryFile));
  } catch (cause) {
    throw new Error(`分词词典 ${dictionaryFile} 有一行读不懂：${String(cause)}。每行应为“词 词频 词性”，例如“一件事 100000 n”。`, { cause });
  }
  return (text) => jieba.cut(text, false);
}
