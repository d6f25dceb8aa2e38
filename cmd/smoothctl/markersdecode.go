package main

import (
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"os"

	"github.com/spf13/cobra"

	"smoothscope/inspect/marker"
)

func markersDecodeVerb() *cobra.Command {
	var document bool
	cmd := &cobra.Command{
		Use:   "decode SECTION|FILE",
		Short: "Show an SCTE-35 section field by field",
		Long: "Show an SCTE-35 section field by field: of base64 or hexadecimal digits,\n" +
			"or of a file that holds one of these or the bytes themselves; - is the standard input.",
		Args: needArgs(1, "a SECTION in base64 or hexadecimal, or a FILE"),
		RunE: func(cmd *cobra.Command, args []string) error {
			b, err := sectionFrom(args[0], cmd.InOrStdin())
			if err != nil {
				return err
			}
			s, fault := marker.Decode(b)
			if document {
				err = json.NewEncoder(cmd.OutOrStdout()).Encode(documentOfSection(s, fault))
			} else {
				_, err = fmt.Fprintf(cmd.OutOrStdout(), "%s\nbase64 %s\nhex 0x%s\n", s.Title(), s.Base64(), s.Hex())
				err = errors.Join(err, writeFields(cmd.OutOrStdout(), s))
			}
			is, should, fits := s.CRCFits()
			switch {
			case err != nil:
				return err
			case fault != nil:
				return wrong(fmt.Errorf("SCTE-35: %w", fault))
			case !fits:
				return wrong(fmt.Errorf("SCTE-35: the CRC_32 is %08X, the bytes give %08X; the section was changed after it was made", is, should))
			}
			return nil
		},
	}
	cmd.Flags().BoolVar(&document, "json", false, "write one JSON document")
	return cmd
}

// sectionFrom is the section that an argument is, or that is in the file that
// it names.
func sectionFrom(arg string, stdin io.Reader) ([]byte, error) {
	b, err := marker.ParseSection(arg)
	if err == nil {
		return b, nil
	}
	content, failed := payloadFile(arg, stdin)
	switch {
	case errors.Is(failed, os.ErrNotExist):
		return nil, fmt.Errorf("%s: neither a file nor a section: %w", onOneLine(arg), err)
	case failed != nil:
		return nil, failed
	}
	if p := payloadOf(content); p.Kind == marker.SCTE35 {
		return p.Bytes, nil
	}
	return nil, fmt.Errorf("%s: %w", arg, marker.ErrNoSection)
}

// maxPayload bounds a payload that is read from a file, in bytes.
const maxPayload = 1 << 20

func payloadFile(name string, stdin io.Reader) (b []byte, err error) {
	in := stdin
	if name != "-" {
		f, err := os.Open(name)
		if err != nil {
			return nil, err
		}
		defer func() { _ = f.Close() }() // it was only read
		in = f
	}
	b, err = io.ReadAll(io.LimitReader(in, maxPayload+1))
	switch {
	case err != nil:
		return nil, fmt.Errorf("%s: %w", name, err)
	case len(b) > maxPayload:
		return nil, fmt.Errorf("%s: more than %d bytes are no payload of a marker", name, maxPayload)
	case len(b) == 0:
		return nil, fmt.Errorf("%s: is empty", name)
	}
	return b, nil
}

// payloadOf takes a section also where it is written in base64 or hexadecimal.
func payloadOf(content []byte) marker.Payload {
	if p := marker.Sniff(content); p.Kind != marker.Text {
		return p
	}
	if b, err := marker.ParseSection(string(content)); err == nil {
		return marker.Payload{Kind: marker.SCTE35, Bytes: b}
	}
	return marker.Payload{Kind: marker.Text, Bytes: content}
}
