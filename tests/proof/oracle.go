// SPDX-License-Identifier: Apache-2.0

// oracle VKEY [ARCHIVE-VKEY WITNESS-VKEY] -- does Go accept these bundles? Reads
// "LENGTH\n" and a bundle of that many bytes, again and again; answers 0
// (accepted) or 1 a line. The container is archive/tar's affair, the notes and
// the archive's proofs x/mod's; the rest is done here, from docs/evidence.md.
package main

import (
	"archive/tar"
	"bufio"
	"bytes"
	"crypto/ed25519"
	"crypto/sha256"
	"crypto/sha512"
	"encoding/base64"
	"encoding/binary"
	"encoding/hex"
	"encoding/json"
	"encoding/pem"
	"errors"
	"fmt"
	"io"
	"os"
	"sort"
	"strconv"
	"strings"

	"golang.org/x/mod/sumdb/note"
	"golang.org/x/mod/sumdb/tlog"
)

var no = errors.New("refused")

func sum(b []byte) string {
	h := sha256.Sum256(b)
	return hex.EncodeToString(h[:])
}

func unpack(b []byte) (map[string][]byte, error) {
	files := map[string][]byte{}
	for r := tar.NewReader(bytes.NewReader(b)); ; {
		h, err := r.Next()
		if err == io.EOF {
			return files, nil
		}
		if err != nil {
			return nil, err
		}
		if h.Typeflag != tar.TypeReg || files[h.Name] != nil {
			return nil, no
		}
		if files[h.Name], err = io.ReadAll(r); err != nil {
			return nil, err
		}
	}
}

func lists(files map[string][]byte) error {
	var list struct {
		V     int
		Files map[string]string
	}
	if err := json.Unmarshal(files["evidence.json"], &list); err != nil {
		return err
	}
	var names []string
	for name, digest := range list.Files {
		if b, here := files[name]; !here || sum(b) != digest {
			return no
		}
	}
	for name := range files {
		names = append(names, name)
	}
	sort.Strings(names)
	sums := ""
	for _, name := range names {
		if name != "SHA256SUMS" {
			sums += sum(files[name]) + "  " + name + "\n"
		}
	}
	if list.V != 1 || len(list.Files)+4 != len(files) ||
		sums != string(files["SHA256SUMS"]) {
		return no
	}
	return nil
}

func hash(parts ...[]byte) []byte {
	h := sha256.New()
	for _, p := range parts {
		h.Write(p)
	}
	return h.Sum(nil)
}

func root(leaves [][]byte) []byte {
	if len(leaves) == 1 {
		return leaves[0]
	}
	k := 1
	for k*2 < len(leaves) {
		k *= 2
	}
	return hash([]byte{1}, root(leaves[:k]), root(leaves[k:]))
}

func sealed(files map[string][]byte, v note.Verifier) error {
	seal, err := note.Open(files["seal.note"], note.VerifierList(v))
	if err != nil {
		return err
	}
	lines := strings.Split(string(files["drill.jsonl"]), "\n")
	n := len(lines) - 2
	if n < 1 || lines[n+1] != "" {
		return no
	}
	var leaves [][]byte
	last := make([]byte, 32)
	for _, line := range lines[:n+1] {
		link := `,"p":"` + base64.StdEncoding.EncodeToString(last) + `"}`
		if !strings.HasSuffix(line, link) {
			return no
		}
		last = hash([]byte{0}, []byte(line))
		leaves = append(leaves, last)
	}
	want := fmt.Sprintf("\n%d\n%s\n", n,
		base64.StdEncoding.EncodeToString(root(leaves[:n])))
	if !strings.HasSuffix(seal.Text, want) {
		return no
	}
	return nil
}

func str(b []byte) []byte {
	n := len(b)
	return append([]byte{byte(n >> 24), byte(n >> 16), byte(n >> 8), byte(n)}, b...)
}

func signed(files map[string][]byte, point []byte) error {
	block, rest := pem.Decode(files["evidence.json.sshsig"])
	if block == nil || len(rest) > 0 || len(block.Bytes) < 130 {
		return no
	}
	digest := sha512.Sum512(files["evidence.json"])
	purpose := append(str([]byte("yanlian-evidence")), str(nil)...)
	purpose = append(purpose, str([]byte("sha512"))...)
	message := append(append([]byte("SSHSIG"), purpose...), str(digest[:])...)
	at := len(block.Bytes) - ed25519.SignatureSize
	if !bytes.Equal(block.Bytes[33:65], point) ||
		!ed25519.Verify(point, message, block.Bytes[at:]) {
		return no
	}
	return nil
}

// witness verifies C2SP's cosignatures, which x/mod does not know.
type witness struct {
	name  string
	hash  uint32
	point ed25519.PublicKey
}

func (w witness) Name() string    { return w.name }
func (w witness) KeyHash() uint32 { return w.hash }
func (w witness) Verify(msg, sig []byte) bool {
	if len(sig) != 72 {
		return false
	}
	head := fmt.Sprintf("cosignature/v1\ntime %d\n",
		binary.BigEndian.Uint64(sig))
	return ed25519.Verify(w.point, append([]byte(head), msg...), sig[8:])
}

func newWitness(vkey string) (witness, error) {
	parts := strings.SplitN(vkey, "+", 3)
	hash, err := strconv.ParseUint(parts[1], 16, 32)
	if err != nil {
		return witness{}, err
	}
	raw, err := base64.StdEncoding.DecodeString(parts[2])
	if err != nil || len(raw) != 33 || raw[0] != 4 {
		return witness{}, no
	}
	return witness{parts[0], uint32(hash), raw[1:]}, nil
}

// entry is one that its proof shows under a head that all of these signed.
func entry(leaf, proof []byte, by []note.Verifier) (map[string]any, string, error) {
	top, head, _ := strings.Cut(string(proof), "\n\n")
	lines := strings.Split(top, "\n")
	n, err := note.Open([]byte(head), note.VerifierList(by...))
	if err != nil {
		return nil, "", err
	}
	said := strings.Split(n.Text, "\n")
	if len(n.Sigs) != len(by) || len(said) != 4 || said[0] != by[0].Name() ||
		len(lines) < 2 || lines[0] != "c2sp.org/tlog-proof@v1" {
		return nil, "", no
	}
	index, err := strconv.ParseInt(strings.TrimPrefix(lines[1], "index "), 10, 64)
	if err != nil {
		return nil, "", err
	}
	size, err := strconv.ParseInt(said[1], 10, 64)
	if err != nil {
		return nil, "", err
	}
	root, err := tlog.ParseHash(said[2])
	if err != nil {
		return nil, "", err
	}
	var path tlog.RecordProof
	for _, line := range lines[2:] {
		h, err := tlog.ParseHash(line)
		if err != nil {
			return nil, "", err
		}
		path = append(path, h)
	}
	if err := tlog.CheckRecord(path, size, root, index,
		tlog.RecordHash(leaf)); err != nil {
		return nil, "", err
	}
	var told map[string]any
	err = json.Unmarshal(leaf, &told)
	if err == nil && told["i"] != float64(index) {
		err = no
	}
	return told, n.Text, err
}

// filed says whether the drill stands in the archive that these vouch for.
func filed(files map[string][]byte, by []note.Verifier) error {
	var list map[string]any
	if err := json.Unmarshal(files["evidence.json"], &list); err != nil {
		return err
	}
	open, one, err := entry(files["open.leaf"], files["open.tlog-proof"], by)
	if err != nil {
		return err
	}
	seal, two, err := entry(files["seal.leaf"], files["evidence.tlog-proof"], by)
	if err != nil {
		return err
	}
	if one != two || open["k"] != "drill.open" || seal["k"] != "drill.seal" ||
		seal["open"] != open["i"] || open["drill"] != list["drill"] {
		return no
	}
	for _, name := range []string{"drill", "status", "record", "signer"} {
		if seal[name] != list[name] {
			return no
		}
	}
	for name, digest := range seal["files"].(map[string]any) {
		if sum(files[name]) != digest {
			return no
		}
	}
	return nil
}

func judge(b []byte, v note.Verifier, point []byte, by []note.Verifier) error {
	files, err := unpack(b)
	if err == nil {
		err = lists(files)
	}
	if err == nil {
		err = sealed(files, v)
	}
	if err == nil {
		err = signed(files, point)
	}
	if err == nil && by != nil {
		err = filed(files, by)
	}
	return err
}

func main() {
	v, err := note.NewVerifier(os.Args[1])
	typed, bad := base64.StdEncoding.DecodeString(
		os.Args[1][strings.LastIndex(os.Args[1][:len(os.Args[1])-44], "+")+1:])
	if err != nil || bad != nil {
		fmt.Fprintln(os.Stderr, err, bad)
		os.Exit(2)
	}
	var by []note.Verifier
	if len(os.Args) > 3 {
		log, err := note.NewVerifier(os.Args[2])
		w, bad := newWitness(os.Args[3])
		if err != nil || bad != nil {
			fmt.Fprintln(os.Stderr, err, bad)
			os.Exit(2)
		}
		by = []note.Verifier{log, w}
	}
	in := bufio.NewReader(os.Stdin)
	for {
		var n int
		if _, err := fmt.Fscanf(in, "%d\n", &n); err != nil {
			return
		}
		b := make([]byte, n)
		if _, err := io.ReadFull(in, b); err != nil {
			os.Exit(2)
		}
		if judge(b, v, typed[1:], by) == nil {
			fmt.Println(0)
		} else {
			fmt.Println(1)
		}
	}
}
