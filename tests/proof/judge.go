// SPDX-License-Identifier: Apache-2.0

// judge DIR VKEY [OLD-CHECKPOINT]: does Go's own transparency log code (that of
// sum.golang.org) find this archive sound? It opens the signed head with
// sumdb/note, then proves every entry, and that the older head begins it, by
// sumdb/tlog from the tiles alone.
package main

import (
	"encoding/base64"
	"encoding/binary"
	"fmt"
	"os"
	"path/filepath"
	"regexp"
	"strconv"
	"strings"

	"golang.org/x/mod/sumdb/note"
	"golang.org/x/mod/sumdb/tlog"
)

func check(err error) {
	if err != nil {
		fmt.Fprintln(os.Stderr, "judge:", err)
		os.Exit(1)
	}
}

// head is what a checkpoint says, its signature verified. The origin is not
// Go's own, so tlog.ParseTree would refuse it.
func head(path string, v note.Verifier) tlog.Tree {
	data, err := os.ReadFile(path)
	check(err)
	n, err := note.Open(data, note.VerifierList(v))
	check(err)
	lines := strings.Split(n.Text, "\n")
	if len(lines) != 4 || lines[0] != v.Name() {
		check(fmt.Errorf("%s: not a checkpoint of %s", path, v.Name()))
	}
	size, err := strconv.ParseInt(lines[1], 10, 64)
	check(err)
	hash, err := tlog.ParseHash(lines[2])
	check(err)
	return tlog.Tree{N: size, Hash: hash}
}

// tiles reads them from the directory; Go's path "tile/8/0/000" is ours
// without the height.
type tiles struct{ dir string }

func (t tiles) Height() int                         { return 8 }
func (t tiles) SaveTiles(_ []tlog.Tile, _ [][]byte) {}
func (t tiles) ReadTiles(want []tlog.Tile) ([][]byte, error) {
	var out [][]byte
	for _, tile := range want {
		name := strings.Replace(tile.Path(), "tile/8/", "tile/", 1)
		data, err := os.ReadFile(filepath.Join(t.dir, name))
		if err != nil {
			return nil, err
		}
		out = append(out, data)
	}
	return out, nil
}

var digits = regexp.MustCompile(`^tile/8/0/`)

// entries are the records, from the bundles beside the tiles of level 0.
func entries(dir string, size int64) [][]byte {
	var out [][]byte
	for n := int64(0); n*256 < size; n++ {
		width := size - n*256
		if width > 256 {
			width = 256
		}
		tile := tlog.Tile{H: 8, L: 0, N: n, W: int(width)}
		name := digits.ReplaceAllString(tile.Path(), "tile/entries/")
		data, err := os.ReadFile(filepath.Join(dir, name))
		check(err)
		for len(data) > 1 {
			len_ := int(binary.BigEndian.Uint16(data))
			out = append(out, data[2:2+len_])
			data = data[2+len_:]
		}
	}
	return out
}

func main() {
	v, err := note.NewVerifier(os.Args[2])
	check(err)
	tree := head(filepath.Join(os.Args[1], "checkpoint"), v)
	hashes := tlog.TileHashReader(tree, tiles{os.Args[1]})
	records := entries(os.Args[1], tree.N)
	if int64(len(records)) != tree.N {
		check(fmt.Errorf("%d entries, not %d", len(records), tree.N))
	}
	for i, record := range records {
		proof, err := tlog.ProveRecord(tree.N, int64(i), hashes)
		check(err)
		check(tlog.CheckRecord(proof, tree.N, tree.Hash, int64(i),
			tlog.RecordHash(record)))
	}
	if len(os.Args) > 3 {
		old := head(os.Args[3], v)
		proof, err := tlog.ProveTree(tree.N, old.N, hashes)
		check(err)
		check(tlog.CheckTree(proof, tree.N, tree.Hash, old.N, old.Hash))
	}
	fmt.Println(tree.N, base64.StdEncoding.EncodeToString(tree.Hash[:]))
}
