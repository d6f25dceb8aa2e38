package main

import (
	"bufio"
	"fmt"
	"os"
	"strings"
)

// facts is what FyneApp.toml says of the program and the packager needs.
type facts struct {
	ID, Name, Version, Icon string
	GenericName, Comment    string
	ExecParams              string
	Categories, Keywords    []string
}

// readFacts reads the plain part of TOML that FyneApp.toml uses: one key and
// one string, or one list of strings, on a line.
func readFacts(path string) (facts, error) {
	var f facts
	b, err := os.ReadFile(path)
	if err != nil {
		return f, err
	}
	texts := map[string]*string{
		"ID": &f.ID, "Name": &f.Name, "Version": &f.Version, "Icon": &f.Icon,
		"GenericName": &f.GenericName, "Comment": &f.Comment, "ExecParams": &f.ExecParams,
	}
	lists := map[string]*[]string{"Categories": &f.Categories, "Keywords": &f.Keywords}
	in := bufio.NewScanner(strings.NewReader(string(b)))
	for in.Scan() {
		key, value, ok := strings.Cut(in.Text(), " = ")
		if !ok || strings.HasPrefix(key, "#") {
			continue
		}
		if t := texts[key]; t != nil {
			*t = strings.Trim(value, `"`)
		}
		if l := lists[key]; l != nil {
			for item := range strings.SplitSeq(strings.Trim(value, "[]"), ",") {
				*l = append(*l, strings.Trim(strings.TrimSpace(item), `"`))
			}
		}
	}
	if f.ID == "" || f.Name == "" || f.Version == "" || f.Icon == "" {
		return f, fmt.Errorf("%s lacks one of ID, Name, Version and Icon", path)
	}
	return f, nil
}

// desktopEntry is the file that puts the program into a desktop's menu.
func (f facts) desktopEntry() string {
	return strings.Join([]string{
		"[Desktop Entry]", "Type=Application", "Name=" + f.Name, "GenericName=" + f.GenericName,
		"Comment=" + f.Comment, "Exec=smoothscope" + f.ExecParams, "Icon=smoothscope", "Terminal=false",
		"StartupWMClass=" + f.Name,
		"Categories=" + strings.Join(f.Categories, ";") + ";", "Keywords=" + strings.Join(f.Keywords, ";") + ";",
		"MimeType=video/mp4;audio/mp4;application/vnd.ms-sstr+xml;", "",
	}, "\n")
}
