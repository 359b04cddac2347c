package store

import (
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/regiebot/regiebot/keys"
)

// What is asked often finds its rows by an index that leads to them: it costs the same
// however much the database holds.
func TestQueriesGoStraightToTheirRows(t *testing.T) {
	ring, err := keys.New()
	if err != nil {
		t.Fatal(err)
	}
	s, err := Open(t.Context(), filepath.Join(t.TempDir(), "regiebot.db"), ring)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = s.Close() })
	for name, of := range map[string]struct{ query, way string }{
		"what is due":               {selectDue, "reminders USING INDEX reminders_due (state=? AND at<?)"},
		"the planned of a casus":    {selectPlanned, "reminders USING INDEX reminders_zaak (zaak=?)"},
		"the planned of a team":     {selectPlannedTeam, "reminders USING INDEX reminders_zaak (zaak=? AND team=?)"},
		"what was sent later":       {selectLater, "reminders USING INDEX reminders_zaak (zaak=?)"},
		"what was moved by hand":    {updateAsPlanned, "reminders USING INDEX reminders_zaak (zaak=?)"},
		"a planned one":             {selectReminders + " WHERE key = ? AND state = 'planned'", "reminders USING INDEX sqlite_autoindex_reminders_1 (key=?)"},
		"all of a casus":            {selectReminders + " WHERE zaak = ?", "reminders USING INDEX reminders_zaak (zaak=?)"},
		"where a member has a part": {selectZakenFor, "r USING INDEX reminders_zaak (zaak=? AND team=?)"},
		"what can be sent":          {selectClaimable(s.dialect, ""), "SCAN o USING INDEX outbox_order"},
		"what is before it":         {selectClaimable(s.dialect, ""), "e USING INDEX outbox_queue (aan=? AND dringend=? AND id<?)"},
		"who has something due":     {selectDueFor, "reminders USING INDEX reminders_due (state=? AND at<?)"},
		"who has something urgent":  {selectUrgentFor, "reminders USING INDEX reminders_dringend (state=? AND dringend=? AND at<?)"},
		"what is due of one":        {selectDueOf, "reminders USING INDEX reminders_aan (aan=? AND at<?)"},
		"the next that is due":      {selectNextDue, "reminders USING COVERING INDEX reminders_due (state=?)"},
		"a claimed message":         {selectPosts + ours, "outbox USING INDEX sqlite_autoindex_outbox_2 (key=?)"},
		"what was sent today":       {"SELECT (" + countSent + ")", "outbox USING INDEX outbox_history (aan=? AND state=? AND sent_at>?)"},
		"what waits for one":        {"SELECT (" + countQueued + ")", "outbox USING INDEX outbox_queue (aan=? AND dringend=?)"},
		"what somebody has seen":    {updateSeen, "SEARCH outbox USING INDEX sqlite_autoindex_outbox_1 (id=?)"},
		"what to look through":      {selectRevisions, "SCAN revisions USING COVERING INDEX revisions_at"},
		"reminders that have ended": {selectEnded(), "reminders USING INDEX sqlite_autoindex_reminders_1 (key=?)"},
		"messages about a casus":    {selectPostsAbout, "SEARCH outbox USING INDEX sqlite_autoindex_outbox_1 (id=?)"},
		"what names the casus":      {selectPostsAbout, "SEARCH outbox_casus USING COVERING INDEX sqlite_autoindex_outbox_casus_1 (zaak=?)"},
		"messages past their term":  {selectOldMessages, "outbox USING INDEX outbox_sent (sent_at<?)"},
		"what was given up":         {selectGivenUp, "outbox USING INDEX outbox_failed (done_at>?)"},
		"failures past their term":  {selectOldFailures, "outbox USING INDEX outbox_failed (done_at<?)"},
		"reminders past their term": {selectOldReminders, "r USING INDEX reminders_due (state=? AND at<?)"},
		"closed and not announced":  {selectUnannounced, "vergeten USING INDEX vergeten_wanneer (wissen_op=? AND gesloten>? AND gesloten<?)"},
		"announced to be erased":    {selectToErase, "vergeten USING INDEX vergeten_wanneer (wissen_op>? AND wissen_op<?)"},
		"whose signals to look at":  {selectTeSignaleren, "hulp USING COVERING INDEX hulp_kijk_op (kijk_op<?)"},
		"the next look at signals":  {selectNextSignaal, "hulp USING COVERING INDEX hulp_kijk_op"},
		"signals of who had it":     {freeSignals, "SEARCH outbox USING INDEX sqlite_autoindex_outbox_1 (id=?)"},
		"the help in a casus":       {selectHulp, "h USING INDEX sqlite_autoindex_hulp_1 (zaak=?)"},
		"the help of a team":        {selectHulpVan + " WHERE c.team = ?", "c USING INDEX casussen_team (team=?)"},
		"whose a message is":        {selectPersonen, "s USING COVERING INDEX sqlite_autoindex_hulp_sleutels_1 (soort=? AND hash=?)"},
		"the numbers of a casus":    {deleteToewijzingen, "hulp_sleutels USING INDEX hulp_sleutels_zaak (zaak=? AND soort=?)"},
		"help as it was read":       {updateHulp, "hulp USING INDEX sqlite_autoindex_hulp_1 (zaak=?)"},
		"what waits":                {selectPosts + " WHERE state IN ('waiting', 'claimed')", "outbox USING INDEX outbox_order"},
	} {
		if plan := s.plan(t, of.query); !strings.Contains(plan, of.way) {
			t.Errorf("%s: not %q but\n%s", name, of.way, plan)
		}
	}
}

// plan is how SQLite finds the rows of a query.
func (s *Store) plan(t *testing.T, query string) string {
	t.Helper()
	values := make([]any, strings.Count(query, "?"))
	rows, err := s.reader.QueryContext(t.Context(), "EXPLAIN QUERY PLAN "+query, values...)
	if err != nil {
		t.Fatal(err)
	}
	defer rows.Close()
	var steps []string
	for rows.Next() {
		var id, parent, unused int
		var step string
		if err := rows.Scan(&id, &parent, &unused, &step); err != nil {
			t.Fatal(err)
		}
		steps = append(steps, step)
	}
	if err := rows.Err(); err != nil {
		t.Fatal(err)
	}
	return strings.Join(steps, "\n")
}

// A column that is sealed and not in the list would be lost when older keys are dropped.
func TestEverySealedColumnIsInTheList(t *testing.T) {
	files, err := filepath.Glob("*.go")
	if err != nil {
		t.Fatal(err)
	}
	n := 0
	for _, file := range files {
		text, err := os.ReadFile(file)
		if err != nil {
			t.Fatal(err)
		}
		if !strings.HasSuffix(file, "_test.go") {
			n += strings.Count(string(text), `sealedColumn{"`)
		}
	}
	if n == 0 || n != len(sealedColumns()) {
		t.Errorf("%d sealed columns, %d in the list", n, len(sealedColumns()))
	}
}
