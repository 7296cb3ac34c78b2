using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using Vmemmap.Model;
using Vmemmap.Model.Designs;
using Vmemmap.Tests.Proofs;
using Vmemmap.Verify.Check;
using Vmemmap.Verify.Hosting;
using Vmemmap.Verify.Output;

namespace Vmemmap.Tests.CommandLine;

/// <summary>verify check: an expression is proved, refuted with a story, or told not to be inductive; what cannot be read is told in one sentence.</summary>
[Collection(CommandLineRuns.Name)]
public sealed partial class Invariants_that_are_typed
{
    // As docs/your-own-design.md shows it.
    private const int Width = 80;

    public static TheoryData<string, string, string> Shown
    {
        get
        {
            TheoryData<string, string, string> shown = [];
            foreach (Match block in Blocks().Matches(RepositoryFile.Text("your-own-design.md").ReplaceLineEndings("\n")))
            {
                shown.Add(string.Concat(block.Groups["options"].Captures.Select(part => part.Value)), block.Groups["expression"].Value, block.Groups["output"].Value);
            }
            return shown;
        }
    }

    [Theory]
    [MemberData(nameof(Shown))]
    public void Are_told_as_the_guide_shows(string options, string expression, string output)
    {
        var run = Invocation.At(Width, CancellationToken.None, ["check", expression, .. options.Split(' ', StringSplitOptions.RemoveEmptyEntries)]);

        var (code, told) = output.Contains("\nProved, ", StringComparison.Ordinal) ? (0, run.Output) : output.StartsWith("In the expression", StringComparison.Ordinal) ? (2, run.Error) : (1, run.Output);
        Assert.Equal(output, told.Trim('\n'));
        Assert.Equal(code, run.ExitCode);
    }

    [Fact]
    public void The_guide_shows_one_of_each_kind()
    {
        string[] signs = ["\nProved, ", "\nRefuted, after ", "\nNeither proved nor refuted: it is not inductive", "In the expression, at character "];
        var outputs = Shown.Select(row => (string)row[2]).ToList();

        Assert.Equal([1, 1, 1, 1], signs.Select(sign => outputs.Count(output => output.Contains(sign, StringComparison.Ordinal))));
    }

    [Theory]
    [InlineData("wriable", "at character 1, 'wriable': rfc-2020 has no table 'wriable', and it is no variable; did you mean 'writable'?")]
    [InlineData("pte[h] = 1", "pte is indexed as pte[h, v], and not by 1.")]
    [InlineData("pte[h, v, s] = 1", "pte is indexed as pte[h, v], and not by 3.")]
    [InlineData("pte[h, f] = 1", "'f' is a frame, and index 2 of pte[h, v] a vmemmap page.")]
    [InlineData("pte = v", "'pte[h, v]' is a frame and 'v' a vmemmap page.")]
    [InlineData("cursor", "'cursor[h]' is a number, and a truth value should stand here.")]
    [InlineData("writable + 1 = 2", "'writable[h, v]' is true or false, and a number should stand here.")]
    [InlineData("writable = hugetlb", "'writable[h, v]' is true or false: numbers are compared, and truth values joined with & | ! => <=>.")]
    [InlineData("owner = 'bdy'", "'bdy' is no value of 'owner[f]' in rfc-2020: they are 'buddy', 'vmemmap', 'collected', 'another user', 'retired'.")]
    [InlineData("owner = 'buddy", "at character 9, ''': nothing begins with ''' that does not end with it; a value that has a ' in it stands between double quotes.")]
    [InlineData("writable[h, v", "at character 14 (its end): ']' should stand here, for the '[' at 9.")]
    [InlineData("(writable", "at character 10 (its end): ')' should stand here, for the '(' at 1.")]
    [InlineData("writable hugetlb", "at character 10, 'hugetlb': the expression could end here, or go on with an operator.")]
    [InlineData("& writable", "a table, a variable, a number or '(' should stand here.")]
    [InlineData("v = 99999999999", "99999999999 is too large a number.")]
    [InlineData("1 $ 2", "nothing begins with '$'.")]
    [InlineData(" ", "What is to be checked? ")]
    public void That_make_no_sense_are_told_in_one_sentence(string expression, string why)
    {
        var run = Invocation.Of("check", "--design", "rfc-2020", expression);

        Assert.Equal((2, ""), (run.ExitCode, run.Output));
        Assert.Contains(why, run.Error, StringComparison.Ordinal);
        Assert.Single(run.Error.Split('\n', StringSplitOptions.RemoveEmptyEntries));
    }

    [Theory]
    [InlineData("!!!!")]
    [InlineData("((((")]
    [InlineData("1+1+")]
    [InlineData("v=>v")]
    public void Of_any_length_end_in_a_sentence(string again)
    {
        foreach (var length in (int[])[200, 1000])
        {
            var text = string.Concat(Enumerable.Repeat(again, length))[..length];
            Assert.Throws<UserErrorException>(() => Reader.Read(text, Rfc2020.Design));
        }
    }

    [Theory]
    [InlineData("hugetlb & writable | fresh => stale", "(((hugetlb[h] & writable[h, v]) | fresh[f]) => stale[h, v, f])")]
    [InlineData("fresh => stale => writable", "(fresh[f] => (stale[h, v, f] => writable[h, v]))")]
    [InlineData("!hugetlb && !(VP < V - 1)", "(!hugetlb[h] & !(v < (V - 1)))")]
    [InlineData("list_length - list_taken + 1 == 2 <=> writable[owner_folio, 0]", "(((list_length[h] - list_taken[h]) + 1) = 2 <=> writable[owner_folio[f], 0])")]
    [InlineData("PG_head[pte, 0] || compound_head[f, s] != none", "(PG_head[pte[h, v], 0] | compound_head[f, s] != none)")]
    [InlineData("stage = \"kept by hugetlb\"", "stage[h] = 'kept by hugetlb'")]
    [InlineData("_refcount >= -1", "_refcount[f, s] >= -1")]
    public void Are_understood_as_an_engineer_means_them(string typed, string understood)
    {
        var read = Reader.Read(typed, Rfc2020.Design);

        Assert.Equal(understood, $"{read}");
        Assert.Equal(understood, $"{Reader.Read(understood, Rfc2020.Design)}");
    }

    [Fact]
    public void May_name_every_table_that_a_design_has() => Assert.All(
        Catalogue.All.SelectMany(design => new Instance(design, design.SmallScope).Memory.Layouts.Select(table => (Table: table, Design: design))).DistinctBy(one => one.Table.Name),
        one => Assert.Equal(one.Table.Name, $"{Reader.Read(one.Table.Values is null ? one.Table.Name : $"{one.Table.Name} = 0", one.Design)}".Split(['[', ' '])[0]));

    [Theory]
    [InlineData("owner = none => fresh", "owner[f] = none", true)]
    [InlineData("hugetlb & VP > V => writable", "(hugetlb[h] & v > V)", true)]
    [InlineData("fresh => owner = 'collected'", "fresh[f]", false)]
    public void Say_nothing_where_their_premise_never_holds_and_that_is_said(string typed, string premise, bool isEmpty)
    {
        var run = Invocation.At(1000, CancellationToken.None, "check", "--design", "rfc-2020", typed);

        Assert.Contains("\nProved, for any number", run.Output, StringComparison.Ordinal);
        Assert.Equal((isEmpty ? 1 : 0, isEmpty), (run.ExitCode, run.Output.Contains($"\nBut it says nothing: it is proved as well that {premise} never holds.\n", StringComparison.Ordinal)));
    }

    [Fact]
    public void Are_checked_in_a_design_that_is_in_no_catalogue()
    {
        var design = Rfc2020.Design with { Name = "own-design", Refuted = Expectations.None, Tellings = [] };

        var proved = CheckedExpression.Of("fresh => owner = 'collected'", design, SharedSolver.OfTheGate);
        var refuted = CheckedExpression.Of("hugetlb_data = h => hugetlb[h]", design, SharedSolver.OfTheGate);

        Assert.True(proved.Holds, proved.Text);
        Assert.StartsWith("own-design: For each frame f: fresh[f] => owner[f] = 'collected'.\nProved, ", proved.Text, StringComparison.Ordinal);
        Assert.False(refuted.Holds, refuted.Text);
        Assert.Contains("\nRefuted, after 0 steps.\n", refuted.Text, StringComparison.Ordinal);
        Assert.Throws<UserErrorException>(() => CheckedExpression.Of("optimised", design, SharedSolver.OfTheGate));
    }

    [Fact]
    public void Are_told_to_machines_as_the_text_explains()
    {
        var run = Invocation.Of("check", "--design", "rfc-2020", "hugetlb_data = h => hugetlb[h]", "--json");
        var (line, summary) = (JsonNode.Parse(run.Lines[0])!.AsObject(), JsonNode.Parse(run.Lines[1])!.AsObject());
        var text = RepositoryFile.Text("SCHEMA.md").Split("# What `verify check --json`")[1].Split("\n# ")[0];

        Assert.Equal((1, "rfc-2020", "refuted", 0), (run.ExitCode, (string)line["design"]!, (string)line["verdict"]!, (int)line["steps"]!));
        Assert.Equal((1, 1, 0), ((int)summary["checks"]!, (int)summary["refuted"]!, (int)summary["proved"]!));
        Assert.All(line.Concat(summary), field => Assert.Contains($"`{field.Key}`", text, StringComparison.Ordinal));
    }

    [GeneratedRegex("""^```\nverify check (?<options>--design \S+) ("(?<expression>[^"\n]*)"|'(?<expression>[^'\n]*)')(?<options> [^\n]*)?\n(?<output>.*?)\n```$""", RegexOptions.Multiline | RegexOptions.Singleline | RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Blocks();
}
