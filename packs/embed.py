#!/usr/bin/env python3
# SPDX-License-Identifier: Apache-2.0
"""embed.py OUTPUT PACK… -- regulation packs as the C table of plans/pack.c,
byte for byte: their digests are those of the files."""
import json
import sys
from pathlib import Path


def main(out_path, paths):
    with open(out_path, 'w', encoding='ascii') as f:
        f.write('/* Written by packs/embed.py; do not edit. */\n'
                '#include "plans/packs_data.h"\n\n')
        for number, path in enumerate(paths):
            data = Path(path).read_bytes()
            if json.loads(data)['id'] != Path(path).stem:
                sys.exit(f'{path}: is not named like its id')
            f.write(f'static const unsigned char pack_{number}[] = {{')
            f.write(','.join(map(str, data)))
            f.write('};\n')
        f.write('\nconst struct packs_data packs_data[] = {\n')
        for number, path in enumerate(paths):
            name = Path(path)
            f.write(f'    {{"{name.stem}", "packs/{name.name}", '
                    f'pack_{number}, sizeof(pack_{number})}},\n')
        f.write('};\nconst size_t packs_data_n ='
                ' sizeof(packs_data) / sizeof(packs_data[0]);\n')


if __name__ == '__main__':
    main(sys.argv[1], sys.argv[2:])
