// SPDX-License-Identifier: Apache-2.0

// oracle VKEY -- does Go accept these bundles? Reads "LENGTH\n" and a bundle
// of that many bytes, again and again; answers 0 (accepted) or 1 a line. The
// container is archive/tar's affair, the notes x/mod's; the rest is done
// here, from docs/evidence.md.
package main

import (
	"archive/tar"
	"bufio"
	"bytes"
	"crypto/ed25519"
	"crypto/sha256"
	"crypto/sha512"
	"encoding/base64"
	"encoding/hex"
	"encoding/json"
	"encoding/pem"
	"errors"
	"fmt"
	"io"
	"os"
	"sort"
	"strings"

	"golang.org/x/mod/sumdb/note"
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

func judge(b []byte, v note.Verifier, point []byte) error {
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
		if judge(b, v, typed[1:]) == nil {
			fmt.Println(0)
		} else {
			fmt.Println(1)
		}
	}
}
