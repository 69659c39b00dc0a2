/**
 * Relatives as people call them, dialects included, and who they are to the speaker.
 */
import type { Kin } from "../domain/facts.ts";
import type { PersonMention } from "../domain/understanding.ts";

/** Words by kin. Longest match wins, so 女婿 is no 女. */
const WORDS: Readonly<Record<Kin, string>> = {
  self: "本人 我自己 我本人 俺自己 自己个儿 自个儿 给自己",
  spouse: "老婆 老公 媳妇儿 媳妇 丈夫 妻子 爱人 老伴儿 老伴 婆娘 婆姨 堂客 屋里的 屋里人 老头子 先生 太太 另一半 配偶 对象 未婚妻 未婚夫 男人家 俺男人 我男人 掌柜的 当家的 内人 孩他爸 孩子他爸 孩子他爹 孩他妈 孩子他妈 孩子妈 孩子爸 娃他爸 娃他妈 娃他爹 娃他娘 前妻 前夫",
  child: "孩子 娃娃 娃儿 小娃 男娃 女娃 娃 小孩子 小孩儿 小孩 宝宝 宝贝 婴儿 新生儿 儿子 女儿 闺女 姑娘 囡囡 囡 细路仔 细路 仔仔 崽崽 崽 妹仔 幺儿 幺女 小子 二胎 老二 老大 双胞胎 养女 养子 继子 继女 毛毛 伢儿 伢子 伢 细伢子 小囡 细佬 bb仔 bb 女婿 儿媳妇 儿媳",
  parent: "爸爸 妈妈 老爸 老妈 爸妈 父亲 母亲 父母亲 父母 爹娘 老爹 老娘 爹 娘亲 俺娘 俺爹 我娘 我爹 阿爸 阿妈 阿爹 姆妈 老豆 老窦 老母 老汉儿 老汉 老人家 老人 双亲 爸 妈 岳父 岳母 公公 婆婆 公婆 丈母娘 丈人 老丈人 继父 继母 后妈 后爸 养父 养母 我爷娘",
  grandchild: "孙子 孙女 外孙女 外孙子 外孙 孙儿 小孙 重孙 孙娃",
  grandparent: "爷爷 奶奶 外公 外婆 姥姥 姥爷 爷奶 阿公 阿嬷 阿婆 嗲嗲 娭毑 祖父 祖母 外祖父 外祖母 太爷 太奶 老太太 老奶奶 老爷子 我爷 俺爷 俺奶 我奶 家公 家婆 嫲嫲 阿爷",
  sibling: "哥哥 弟弟 姐姐 妹妹 大哥 二哥 大姐 二姐 小妹 小弟 兄弟 姐妹 我哥 我弟 我姐 我妹 俺哥 俺弟 俺姐 俺妹 兄妹 姐弟 亲哥 亲弟 堂弟 表弟 表妹 表哥 表姐 堂妹 堂哥 老弟 阿哥 阿妹 细佬仔",
  employee: "员工 职工 工人 手下 雇员 伙计 店员 新同事 新员工",
  other: "朋友 邻居 亲戚 同事 舅舅 舅妈 叔叔 婶婶 伯父 伯伯 伯母 姑姑 姑妈 姑父 姨妈 阿姨 小姨 大姨 姨父 侄子 侄女 外甥女 外甥 室友 同学 战友 老乡 房东 租客 大爷 大妈 大娘 二叔 三叔 大伯",
};

/** Words that begin like a relative but are none. */
const NOT_KIN = ["爸妈在线", "妈祖", "孙悟空", "娃哈哈", "娘家", "婆家", "爹妈不管", "老人卡", "老人证", "老人公寓", "老大不小", "老大难", "孩子气", "先生学", "对象棋", "儿子娃娃", "老二手", "公公证", "婆婆丁", "囡囡语", "姑娘山"];

interface KinNode {
  readonly next: Map<string, KinNode>;
  kin: Kin | null | undefined;
}

function buildTrie(): KinNode {
  const root: KinNode = { next: new Map(), kin: undefined };
  const add = (word: string, kin: Kin | null) => {
    let node = root;
    for (const c of word) {
      let next = node.next.get(c);
      if (!next) { next = { next: new Map(), kin: undefined }; node.next.set(c, next); }
      node = next;
    }
    node.kin = kin;
  };
  for (const [kin, words] of Object.entries(WORDS)) for (const word of words.split(" ")) add(word, kin as Kin);
  for (const word of NOT_KIN) add(word, null);
  return root;
}

const TRIE = buildTrie();

/** Relatives in order; the longest word at each place. */
export function findPersons(text: string): PersonMention[] {
  const found: PersonMention[] = [];
  for (let i = 0; i < text.length;) {
    const hit = longestAt(text, i);
    if (!hit) { i++; continue; }
    if (hit.kin !== null) found.push({ kind: "person", kin: hit.kin, word: text.slice(i, hit.end), at: [i, hit.end] });
    i = hit.end;
  }
  return found;
}

function longestAt(text: string, start: number): { kin: Kin | null; end: number } | null {
  let node: KinNode | undefined = TRIE;
  let hit: { kin: Kin | null; end: number } | null = null;
  for (let i = start; i < text.length; i++) {
    node = node.next.get(text[i]!);
    if (!node) break;
    if (node.kin !== undefined) hit = { kin: node.kin, end: i + 1 };
  }
  return hit;
}
