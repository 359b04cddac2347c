package procesregie

import (
	"fmt"
	"strings"
	"testing"

	"pgregory.net/rapid"
)

func TestValidBSN(t *testing.T) {
	for text, want := range map[string]bool{
		"999900006": true, "999900018": true, "123456782": true, "111222333": true, "999999990": true,
		"999998620": false, "999999999": false, "000000000": false,
		"": false, "12345672": false, "12345678a": false, "1234567820": false,
	} {
		if got := ValidBSN(text); got != want {
			t.Errorf("ValidBSN(%q) = %v, want %v", text, got, want)
		}
	}
}

// eightDigits passes the proof with the leading zero that it lacks.
const eightDigits = "20260301"

var bsnFound = []string{
	"999900006", "999900018", "123456782", "111222333", "999999990", eightDigits, "020260301",
	"bsn 999900006", "BSN: 999900006.", "bsn=999900006", "bsn999900006", "BSN-999900006", "(999900006)", "\"999900006\"", "#999900006",
	"x999900006", "999900006x", "x999900006x", "client/999900006", "ZO-999900006", "999900006,999900018",
	"999 900 006", "999.900.006", "999-900-006", "9999 00 006", "9999.00.006", "99 99 00 00 6", "9 9 9 9 0 0 0 0 6",
	"999900 006", "9999-00006", "999 - 900 - 006", "999. 900. 006", "999–900—006", "999−900−006", "999·900•006", "999/900/006", "999_900_006", "999  900\t006",
	"999*900*006", "**999**900006",
	"999\u00a0900\u00a0006", "999\u2009900\u2009006", "999\u202f900\u202f006", "999\u200b900\u200d006", "999900\ufeff006", "9\u00ad9\u00ad9900006",
	"9\u03019\u03019\u0301900006", "9️⃣9️⃣9️⃣9️⃣0️⃣0️⃣0️⃣0️⃣6️⃣", "999\u2060900006", "999\u2800900\u3000006",
	"٩٩٩٩٠٠٠٠٦", "۹۹۹۹۰۰۰۰۶", "९९९९००००६", "９９９９００００６", "９９９－９００－００６", "𝟿𝟿𝟿𝟿𝟶𝟶𝟶𝟶𝟼", "𝟗𝟗𝟗𝟗𝟎𝟎𝟎𝟎𝟔", "⁹⁹⁹⁹⁰⁰⁰⁰⁶", "₉₉₉₉₀₀₀₀₆", "⑨⑨⑨⑨⓪⓪⓪⓪⑥", "999٩00006"[:0] + "999900٠٠٦",
	"het nummer is 999900006 en dat is geheim", "999900006 3 kinderen", "3 kinderen 999900006", "999900006 27-11-2026", "27-11-2026 999900006",
	"2 999900006 3", "20.260.301", "2026 0301", "2026-0301", "bsn2026-0301", "nr-2026-0301", "BSNnr 2026.0301",
	"+999900006", "999\xff900006", "regel\n999900006\nregel", "06 999900006x", "zaak=20260301 3 december",
}

var bsnNotFound = []string{
	"", "abc", "000000000", "00000000", "999999999", "999998620", "99990000", "99990006", "9999000061", "1999900006", "1234567820",
	"9999000060000", "1 - 99", "999900006"[:8],
	"27-11-2026", "27.11.2026", "27/11/2026", "2026-11-27", "27-11-2026 14.30 uur", "27-11 14.30", "14.30-16.00", "14.30 - 16.00",
	"27-11-2026-30-11-2026", "vr 27 november 2026 om 14.30 uur", "2026-11-27T14:30:00", "27-11-2026 3", "3 27-11-2026",
	"2019-2020", "2024 2025", "2025/2026", "1/1/2026 2/2/2026", "10.30 11.45 12.00 13.15",
	"06-12345678", "06 12345678", "06 12 34 56 78", "0612345678", "020-1234567", "020 123 45 67", "(020) 123 45 67", "+31 6 12345678", "+31612345678", "+31 612345678", "+31 (0)6 12 34 56 78",
	"0031 612345678", "0800-2000", "0800 2000", "0900-8844", "112", "14 020", "088 123 4567",
	"ZO-2026-0142", "ZO-2026-0301", "zo-2026-0301", "ZO2026-0301", "ZO-20260301", "ZO/2026/0301", "ZO_2026_0301", "Z-26-123456", "WMO-2026-00142", "zaak ZO-2026-0301 3 weken", "ZO-2026-030 1",
	"1.234,50", "NL91ABNA0417164300", "NL91 ABNA 0417 1643 00", "550e8400-e29b-41d4-a716-446655440000",
	"9999\n00006", "regel 1\n2\n3\n4\n5\n6\n7\n8\n9", "999a900b006", "999,900,006"[:3],
	"over 8, 4 en 1 weken; 6, 12 en 18 maanden", "1234 AB 12", "12x3456782",
}

func TestFindBSN(t *testing.T) {
	for _, text := range bsnFound {
		if !FindBSN(text) {
			t.Errorf("FindBSN(%q) = false", text)
		}
	}
	for _, text := range bsnNotFound {
		if FindBSN(text) {
			t.Errorf("FindBSN(%q) = true", text)
		}
	}
}

// Numbers that people write every day, all of them: none is taken for a BSN.
func TestFindBSNLeavesDaysAndNumbersAlone(t *testing.T) {
	free := func(text string) {
		t.Helper()
		if FindBSN(text) {
			t.Fatalf("FindBSN(%q) = true", text)
		}
	}
	for d := (Date{2020, 1, 1}); d.Year < 2033; d = d.AddDays(1) {
		free(d.String())
		free(d.Compact())
		free(fmt.Sprintf("%d/%d/%d", d.Day, d.Month, d.Year))
		free(fmt.Sprintf("%s %02d.30-%02d.45 uur", d.Compact(), d.Day%24, d.Day%24))
		free(fmt.Sprintf("%02d-%02d %02d.%02d", d.Day, d.Month, d.Day%24, d.Year%60))
	}
	for n := range 10000 {
		free(fmt.Sprintf("ZO-2026-%04d", n))
		free(fmt.Sprintf("ZO-2026-%05d", n))
		free(fmt.Sprintf("06-%04d1234", n))
		free(fmt.Sprintf("+31 6 %04d 9876", n))
		free(fmt.Sprintf("020 %03d %04d", n%1000, n))
	}
}

func TestFindBSNExcept(t *testing.T) {
	stored := map[string]bool{"20260301": true, "2026-0301": true, "ZO-999900006": true, "1234": true, "123456782": true, "202603": true}
	known := func(word string) bool { return stored[word] }
	for text, want := range map[string]bool{
		"casus toon 20260301": false, "zaak=20260301": false, "mdo plan zaak=20260301 3 december": false, "(20260301), 20260301.": false,
		"zaak=\"20260301\" datum=27-11": false, "zaak 2026-0301 weg": false, "ZO-999900006": false, "zaak=123456782": false,
		"zaak=20260302 999900006": true, "20260301 999900006": true, "999900006 20260301": true, "999900006": true,
		"1234 56782": true, "1234\u200b56782": true, "1234-56782": true, "202603 01": true, "123456782x": true,
		"999900018": true, "20260301 20260301": false,
	} {
		if got := FindBSNExcept(text, known); got != want {
			t.Errorf("FindBSNExcept(%q) = %v, want %v", text, got, want)
		}
	}
}

// bsnGen draws a number of nine digits that passes the proof.
func bsnGen(t *rapid.T) string {
	for {
		digits := fmt.Sprintf("%08d", rapid.IntRange(10000, 99999999).Draw(t, "eight"))
		sum := 0
		for i, weight := range []int{9, 8, 7, 6, 5, 4, 3, 2} {
			sum += weight * int(digits[i]-'0')
		}
		if last := sum % 11; last < 10 {
			return digits + fmt.Sprint(last)
		}
	}
}

func TestFindBSNHowever(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		bsn := bsnGen(t)
		if !ValidBSN(bsn) {
			t.Fatalf("the test made %s, which does not pass", bsn)
		}
		before := rapid.SampledFrom([]string{"", "bsn ", "bsn:", "Het is ", "27-11-2026 ", "(", "zaak=1 bsn=", "ZO-2026-0142 bsn "}).Draw(t, "before")
		after := rapid.SampledFrom([]string{"", ".", " en", ")", ", 27-11-2026", "\n5", "?"}).Draw(t, "after")
		if !FindBSN(before + bsn + after) {
			t.Fatalf("missed in one piece: %q", before+bsn+after)
		}
		separator := rapid.SampledFrom([]string{" ", ".", "-", "\u00a0", "\u2009", "\u2013", "\u200b", " - "}).Draw(t, "separator")
		text := bsn[:1]
		for i := 1; i < len(bsn); i++ {
			if rapid.Bool().Draw(t, "cut") {
				text += separator
			}
			text += bsn[i : i+1]
		}
		if !FindBSN(before + text + after) {
			t.Fatalf("missed with separators: %q", before+text+after)
		}
	})
}

func TestFindBSNOtherDigits(t *testing.T) {
	for _, zero := range []rune{'٠', '۰', '०', '০', '０', '𝟎', '𝟢', '᠐', '๐'} {
		text := strings.Map(func(r rune) rune { return zero + r - '0' }, "999900018")
		if !FindBSN("nummer " + text) {
			t.Errorf("missed %q", text)
		}
	}
}

// FuzzFindBSN holds the scanner against what may never happen, whatever the text is.
func FuzzFindBSN(f *testing.F) {
	for _, text := range append(append([]string{}, bsnFound...), bsnNotFound...) {
		f.Add(text)
	}
	all := func(string) bool { return true }
	f.Fuzz(func(t *testing.T, text string) {
		found := FindBSN(text)
		if found && strings.IndexFunc(text, func(r rune) bool { _, ok := digitValue(r); return ok }) < 0 {
			t.Errorf("FindBSN(%q) without a digit", text)
		}
		if FindBSNExcept(text, all) && !found {
			t.Errorf("an exception added a BSN in %q", text)
		}
		if !FindBSN(text+"\n999900006") || !FindBSN("999900006\n"+text) {
			t.Errorf("%q hides a BSN on another line", text)
		}
	})
}

func BenchmarkFindBSN(b *testing.B) {
	text := strings.Repeat("Het gesprek van 27-11-2026 om 14.30 uur over ZO-2026-0142 ging goed. ", 100)
	for b.Loop() {
		FindBSN(text)
	}
}
