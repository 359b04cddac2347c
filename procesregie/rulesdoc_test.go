package procesregie_test

import (
	"bufio"
	"flag"
	"fmt"
	"go/ast"
	"go/parser"
	"go/token"
	"io/fs"
	"maps"
	"os"
	"path/filepath"
	"regexp"
	"slices"
	"strconv"
	"strings"
	"testing"

	p "github.com/regiebot/regiebot/procesregie"
)

var updateRules = flag.Bool("update", false, "rewrite docs/rules.md")

const (
	root     = ".."
	rulesDoc = root + "/docs/rules.md"
)

// Every rule of the practice has a test that begins with its id, and docs/rules.md says
// which. What is not built yet is the exception.
func TestRulesDoc(t *testing.T) {
	tests := proof{}
	tests.readGo(t)
	tests.readConversations(t)
	for _, rule := range p.Regels() {
		later := strings.HasPrefix(rule.ID, "CL-")
		if len(tests[rule.ID]) == 0 && !later {
			t.Errorf("%s (%s) has no test", rule.ID, rule.Titel)
		}
	}
	got := tests.table()
	if *updateRules {
		if err := os.WriteFile(rulesDoc, []byte(got), 0o600); err != nil {
			t.Fatal(err)
		}
	}
	want, err := os.ReadFile(rulesDoc)
	if err != nil {
		t.Fatal(err)
	}
	if string(want) != got {
		t.Error("docs/rules.md is not up to date: go test ./procesregie -run TestRulesDoc -update")
		gelijk(t, strings.Split(string(want), "\n"), strings.Split(got, "\n"))
	}
}

// proof is rule → folder → names of tests.
type proof map[string]map[string]map[string]bool

func (f proof) add(rule, folder, name string) {
	if f[rule] == nil {
		f[rule] = map[string]map[string]bool{}
	}
	if f[rule][folder] == nil {
		f[rule][folder] = map[string]bool{}
	}
	f[rule][folder][name] = true
}

var (
	ruleID   = regexp.MustCompile(`\b(?:MPJ|MPV|SC|RN|VPR|EV|TR|CL|RO|SI|BW)-\d+\b`)
	ruleName = regexp.MustCompile(`^((?:MPJ|MPV|SC|RN|VPR|EV|TR|CL|RO|SI|BW)-\d+)(?: |$)`)
)

// walk calls f for every file of the project with this ending.
func walk(t *testing.T, ending string, f func(path, folder string)) {
	t.Helper()
	err := filepath.WalkDir(root, func(path string, d fs.DirEntry, err error) error {
		if err != nil {
			return err
		}
		if name := d.Name(); d.IsDir() && path != root && (strings.HasPrefix(name, ".") || slices.Contains([]string{"bin", "dist", "node_modules"}, name)) {
			return filepath.SkipDir
		}
		if !d.IsDir() && strings.HasSuffix(path, ending) {
			folder, err := filepath.Rel(root, filepath.Dir(path))
			if err != nil {
				return err
			}
			f(path, filepath.ToSlash(folder))
		}
		return nil
	})
	if err != nil {
		t.Fatal(err)
	}
}

// readGo finds the subtests and the tables of every Go test.
func (f proof) readGo(t *testing.T) {
	walk(t, "_test.go", func(path, folder string) {
		file, err := parser.ParseFile(token.NewFileSet(), path, nil, parser.SkipObjectResolution)
		if err != nil {
			t.Fatal(err)
		}
		for _, decl := range file.Decls {
			if test, ok := decl.(*ast.FuncDecl); ok && strings.HasPrefix(test.Name.Name, "Test") && test.Recv == nil {
				for _, name := range subtests(test) {
					if _, known := p.FindRule(name); !known {
						t.Errorf("%s: %s is not a rule", path, name)
					}
					f.add(name, folder, test.Name.Name)
				}
			}
		}
	})
}

// subtests returns the rules that the names of subtests and the rows of tables of a test
// begin with.
func subtests(test *ast.FuncDecl) []string {
	var rules []string
	note := func(e ast.Expr) {
		if m := ruleName.FindStringSubmatch(leftmost(e)); m != nil {
			rules = append(rules, m[1])
		}
	}
	ast.Inspect(test, func(n ast.Node) bool {
		switch n := n.(type) {
		case *ast.CallExpr:
			if called, ok := n.Fun.(*ast.SelectorExpr); ok && called.Sel.Name == "Run" && len(n.Args) == 2 {
				note(n.Args[0])
			}
		case *ast.CompositeLit:
			if name := rowName(n); name != nil {
				note(name)
			}
		}
		return true
	})
	return rules
}

// rowName is what may be the name of a row of a table: its first field, or the one that
// is called so. A list of words is no row.
func rowName(row *ast.CompositeLit) ast.Expr {
	if _, list := row.Type.(*ast.ArrayType); list || len(row.Elts) < 2 {
		return nil
	}
	for _, e := range row.Elts {
		pair, keyed := e.(*ast.KeyValueExpr)
		if !keyed {
			return e
		}
		if key, ok := pair.Key.(*ast.Ident); ok && slices.Contains([]string{"name", "rule", "naam", "regel"}, key.Name) {
			return pair.Value
		}
	}
	return nil
}

// leftmost is the text that a concatenation begins with.
func leftmost(e ast.Expr) string {
	for {
		sum, ok := e.(*ast.BinaryExpr)
		if !ok {
			break
		}
		e = sum.X
	}
	literal, ok := e.(*ast.BasicLit)
	if !ok || literal.Kind != token.STRING {
		return ""
	}
	text, err := strconv.Unquote(literal.Value)
	if err != nil {
		return ""
	}
	return text
}

// readConversations finds the rules that the comments of the scripts name.
func (f proof) readConversations(t *testing.T) {
	walk(t, ".txtar", func(path, _ string) {
		file, err := os.Open(path)
		if err != nil {
			t.Fatal(err)
		}
		defer file.Close()
		scan := bufio.NewScanner(file)
		for scan.Scan() && !strings.HasPrefix(scan.Text(), "-- ") {
			if !strings.HasPrefix(scan.Text(), "#") {
				continue
			}
			for _, rule := range ruleID.FindAllString(scan.Text(), -1) {
				if _, known := p.FindRule(rule); !known {
					t.Errorf("%s: %s is not a rule", path, rule)
				}
				f.add(rule, conversations, strings.TrimSuffix(filepath.Base(path), ".txtar"))
			}
		}
		if err := scan.Err(); err != nil {
			t.Fatal(err)
		}
	})
}

// conversations stands in the table for commands/testdata.
const conversations = "conversations"

// table writes docs/rules.md.
func (f proof) table() string {
	var out strings.Builder
	out.WriteString(`# The rules, and the tests that hold them

Made from the names of the tests and the comments of the conversations in
` + "`commands/testdata`" + `; a test fails when this page is not up to date. To write it anew:

    go test ./procesregie -run TestRulesDoc -update

| rule | title | owner | tests |
|---|---|---|---|
`)
	for _, rule := range p.Regels() {
		fmt.Fprintf(&out, "| %s | %s | %s | %s |\n", rule.ID, rule.Titel, rule.Eigenaar, f.cell(rule.ID))
	}
	return out.String()
}

func (f proof) cell(rule string) string {
	var parts []string
	for _, folder := range slices.Sorted(maps.Keys(f[rule])) {
		parts = append(parts, folder+": "+strings.Join(slices.Sorted(maps.Keys(f[rule][folder])), ", "))
	}
	if len(parts) == 0 {
		return "not built yet"
	}
	return strings.Join(parts, "<br>")
}
