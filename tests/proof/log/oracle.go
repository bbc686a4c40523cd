// Asks Go's packages of the checksum database about a log: reads one question as JSON, answers with one.
// Each answer is the error, or an empty text where Go accepts.
package main

import (
	"encoding/json"
	"os"

	"golang.org/x/mod/sumdb/note"
	"golang.org/x/mod/sumdb/tlog"
)

type inclusion struct {
	Size, Index int64
	Root        tlog.Hash
	Leaf        []byte
	Proof       tlog.RecordProof
}

type consistency struct {
	Old, New         int64
	OldRoot, NewRoot tlog.Hash
	Proof            tlog.TreeProof
}

type question struct {
	Verifier      string
	Notes         []string
	Inclusions    []inclusion
	Consistencies []consistency
	Leaves        [][]byte
}

type answer struct {
	Notes, Texts, Inclusions, Consistencies []string
	Roots                                   []tlog.Hash
}

func said(err error) string {
	if err == nil {
		return ""
	}
	return err.Error()
}

func main() {
	var asked question
	if err := json.NewDecoder(os.Stdin).Decode(&asked); err != nil {
		panic(err)
	}
	var told answer
	for _, one := range asked.Notes {
		verifier, err := note.NewVerifier(asked.Verifier)
		if err != nil {
			panic(err)
		}
		opened, err := note.Open([]byte(one), note.VerifierList(verifier))
		told.Notes = append(told.Notes, said(err))
		text := ""
		if err == nil {
			text = opened.Text
		}
		told.Texts = append(told.Texts, text)
	}
	for _, one := range asked.Inclusions {
		err := tlog.CheckRecord(one.Proof, one.Size, one.Root, one.Index, tlog.RecordHash(one.Leaf))
		told.Inclusions = append(told.Inclusions, said(err))
	}
	for _, one := range asked.Consistencies {
		err := tlog.CheckTree(one.Proof, one.New, one.NewRoot, one.Old, one.OldRoot)
		told.Consistencies = append(told.Consistencies, said(err))
	}
	var stored []tlog.Hash
	reader := tlog.HashReaderFunc(func(indexes []int64) ([]tlog.Hash, error) {
		var found []tlog.Hash
		for _, index := range indexes {
			found = append(found, stored[index])
		}
		return found, nil
	})
	for number, leaf := range asked.Leaves {
		made, err := tlog.StoredHashes(int64(number), leaf, reader)
		if err != nil {
			panic(err)
		}
		stored = append(stored, made...)
		root, err := tlog.TreeHash(int64(number+1), reader)
		if err != nil {
			panic(err)
		}
		told.Roots = append(told.Roots, root)
	}
	if err := json.NewEncoder(os.Stdout).Encode(told); err != nil {
		panic(err)
	}
}
