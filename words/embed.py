#!/usr/bin/env python3
# SPDX-License-Identifier: Apache-2.0
"""Turn words/zh.json and words/en.json into the C table of base/words.c."""
import json
import sys


def quote(s):
    out = []
    for b in s.encode():
        c = chr(b)
        if c in '"\\':
            out.append('\\' + c)
        elif 32 <= b < 127 and c != '?':
            out.append(c)
        else:
            out.append('\\%03o' % b)
    return '"' + ''.join(out) + '"'


def main(zh_path, en_path, out_path):
    with open(zh_path, encoding='utf-8') as f:
        zh = json.load(f)
    with open(en_path, encoding='utf-8') as f:
        en = json.load(f)
    if set(zh) != set(en):
        sys.exit('words: ids differ: %s' % sorted(set(zh) ^ set(en)))
    with open(out_path, 'w', encoding='ascii') as f:
        f.write('/* Written by words/embed.py; do not edit. */\n'
                '#include "base/words_data.h"\n\n'
                'const struct word words_data[] = {\n')
        for key in sorted(zh, key=str.encode):
            f.write('    {%s,\n\t{%s,\n\t    %s}},\n'
                    % (quote(key), quote(zh[key]), quote(en[key])))
        f.write('};\nconst size_t words_data_n ='
                ' sizeof(words_data) / sizeof(words_data[0]);\n')


if __name__ == '__main__':
    main(*sys.argv[1:])
