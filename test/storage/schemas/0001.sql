-- What schema 1 holds, as its program wrote it. Never edited: later schemas must read it.
INSERT INTO conversations (id, token_hash, created_at, last_at) VALUES ('schema1', 'ab', 1764000000000, 1764000060000);
INSERT INTO events (conversation, seq, turn, at, body) VALUES ('schema1', 1, 1, 1764000000000, '{"type":"Started","edition":"e1","region":null,"channel":"web"}');
INSERT INTO events (conversation, seq, turn, at, body) VALUES ('schema1', 2, 1, 1764000000000, '{"type":"Replied","replies":[{"kind":"say","text":"您想办什么？"}]}');
INSERT INTO events (conversation, seq, turn, at, body) VALUES ('schema1', 3, 2, 1764000060000, '{"type":"UserClicked","choice":"guide:passport-first","label":"办护照"}');
INSERT INTO events (conversation, seq, turn, at, body) VALUES ('schema1', 4, 2, 1764000060000, '{"type":"GuideChosen","guide":"passport-first","aspect":"how","subject":null}');
INSERT INTO answered (conversation, key, response) VALUES ('schema1', 'k1', '{"seq":4}');
