using Vmemmap.Bench.Checkers;

namespace Vmemmap.Tests.CommandLine;

/// <summary>Bad input is answered with exit code 2 and one sentence that says what was wrong and what is allowed; no work is begun.</summary>
[Collection(CommandLineRuns.Name)]
[Trait("Category", "Fast")]
public sealed class Bad_input
{
    public static TheoryData<string, string> Cases => new()
    {
        { "--nonsense", "'--nonsense'" },
        { "frobnicate", "'frobnicate'" },
        { "--design rfc-2021", "There is no design 'rfc-2021': the names are rfc-2020, list-v3, linux-5.14, linux-5.18, linux-5.18+pmd, linux-6.1, linux-6.1+pmd, linux-6.1+unpoison, linux-6.2, linux-6.2+arm64, linux-6.6, linux-6.7, linux-6.7+s390, linux-6.12, linux-6.12.118, linux-6.14, linux-6.15, linux-6.17, linux-7.1, linux-7.2, linux-7.3, dax-5.19, dax-next, corrected, corrected+unpoison, corrected+soft-offline, corrected+pool, corrected+unchecked, corrected-5.18." },
        { "--design rfc-2020 --design linux-9", "There is no design 'linux-9': the names are rfc-2020" },
        { "--invariant tails-are-nice", "There is no invariant 'tails-are-nice': the names are tail-resolves-to-head, " },
        { "--invariant S24", "S24 is covered by no invariant: deadlock is no property of mappings" },
        { "--design linux-6.1 --invariant s21", "'zone-tail-stays-as-published' does not apply to linux-6.1: " },
        { "--json --invariant x", "There is no invariant 'x'" },
        { "--threads many", "'many'" },
        { "--threads -1", "--threads is '-1', but it must be a whole number from 0 to 1024" },
        { "--rlimit -5", "--rlimit is '-5', but it must be a whole number from 1 to 4294967295" },
        { "--design rfc-2020 --design", "'--design'" },
        { "--save /dev/null/x", "/dev/null" },
        { "--update", "--update says to write a baseline, and --baseline FILE, which says where, is missing." },
        { "--baseline no-such-file", "There is no baseline 'no-such-file'; with '--update' it is written." },
        { "--baseline /dev/null/x --update", "/dev/null" },
        { "--bug free-before-flush --baseline x", "With --bug there is no --baseline: all that the bug changes is told." },
        { "--shard 9/8", "--shard is '9/8', but it must be as 2/8: a number, and of how many, from 1 to 999." },
        { "--shard 0/8", "--shard is '0/8'" },
        { "--shard 2", "--shard is '2'" },
        { "--brief --json", "--brief is for people, and --json and --shard are for machines: only one of them is allowed." },
        { "--sarif /dev/null/x", "/dev/null" },
        { "--junit /", "'/' is a directory, and what is written there is a file." },
        { "--sarif", "'--sarif'" },
        { "--sarif same --junit same", "--sarif and --junit both name 'same': each needs a file of its own." },
        { "--bug free-before-flush --junit x", "With --bug there is no --junit: all that the bug changes is told." },
        { "report", "'--html'" },
        { "report --html /dev/null/x", "/dev/null" },
        { "report --html /", "/" },
        { "report --html x --design linux-9", "There is no design 'linux-9'" },
        { "merge", "FILE" },
        { "merge no-such-file", "The file 'no-such-file' cannot be read: " },
        { "merge /dev/null", "null has no summary in its last line" },
        { "explore", "'--design'" },
        { "explore --design nothing", "There is no design 'nothing'" },
        { "explore --design rfc-2020 --bug no-bug", "There is no bug of rfc-2020 'no-bug': the names are free-before-flush, " },
        { "explore --design rfc-2020 --bug type-set-late", "There is no bug of rfc-2020 'type-set-late': the names are free-before-flush, " },
        { "explore --design rfc-2020 --states -5", "--states is '-5', but it must be a whole number from 1" },
        { "explore --design rfc-2020 --memory 0", "--memory is '0', but it must be a whole number from 1" },
        { "explore --design rfc-2020 --threads -1", "--threads is '-1', but it must be a whole number from 0 to 1024" },
        { "explore --design rfc-2020 --resume no-such-file", "The file 'no-such-file' cannot be read: " },
        { "explore --design rfc-2020 --resume /dev/null", "The file '/dev/null' is no checkpoint of an exploration, or is damaged." },
        { "explore --design rfc-2020 --checkpoint /dev/null/x", "/dev/null" },
        { "explore --design rfc-2020 --pages 200", "--pages is '200', but it must be a whole number from 1 to 100" },
        { "explore --design rfc-2020 --pages 50 --folios 50", "A scope of 2500 frames is too large to be explored: at most 100 are allowed." },
        { "explore --design rfc-2020 --pages 2", "cannot be optimised by rfc-2020, which keeps 2: at least 3 are needed." },
        { "explore --design linux-5.18 --slots 1", "at least 2 are needed." },
        { "explore --design linux-5.18 --pages 4 --frames 3", "3 frames do not suffice" },
        { "explore --design rfc-2020 --without levitate", "There is no step of rfc-2020 'levitate': the names are alloc-hugepage, " },
        { "explore --design rfc-2020 --without", "'--without'" },
        { "export", "Nothing is said of what to export: at least one of --smt, --murphi and --tla is needed, each with a directory." },
        { "export --murphi", "'--murphi'" },
        { "export --smt out --pages 3", "--pages chooses a machine, and proof obligations hold for every scope: it is for --murphi and --tla." },
        { "export --smt out --invariant folio-data-kept", "--invariant chooses a machine" },
        { "export --murphi /dev/null/x", "/dev/null" },
        { "export --tla out --bug raw-errors-dropped", "There is no bug of rfc-2020 'raw-errors-dropped': the names are free-before-flush, " },
        { "export --murphi out --design corrected-5.18 --without levitate", "There is no step of corrected-5.18 'levitate'" },
        { "export --murphi out --design corrected-5.18 --pages 1", "at least 2 are needed." },
        { "export --murphi out --invariant x", "There is no invariant 'x'" },
        { "replay", "FILE" },
        { "replay /nonexistent/trace.json", "'/nonexistent/trace.json' cannot be read" },
        { "savings all", "'all'" },
        { "list parts --markdown", "--markdown is a page of all invariants, tables, claims or findings: 'verify list invariants --markdown', without a design or --json." },
        { "list invariants --markdown --design linux-7.2", "--markdown is a page of all invariants" },
        { "show", "DESIGN" },
        { "show linux-9.99", "There is no design 'linux-9.99': the names are rfc-2020, list-v3, linux-5.14, linux-5.18, linux-5.18+pmd, linux-6.1, linux-6.1+pmd, linux-6.1+unpoison, linux-6.2, linux-6.2+arm64, linux-6.6, linux-6.7, linux-6.7+s390, linux-6.12, linux-6.12.118, linux-6.14, linux-6.15, linux-6.17, linux-7.1, linux-7.2, linux-7.3, dax-5.19, dax-next, corrected, corrected+unpoison, corrected+soft-offline, corrected+pool, corrected+unchecked, corrected-5.18." },
        { "show linux-9.99 --dot", "There is no design 'linux-9.99': the names are rfc-2020, " },
        { "show rfc-2020 linux-5.14", "'linux-5.14'" },
        { "show rfc-2020 --dot --json", "--dot and --json are two ways to print the same design: only one of them is allowed." },
        { "trusted all", "'all'" },
        { "trusted --design linux-9.99", "There is no design 'linux-9.99': the names are rfc-2020, " },
        { "trusted --design", "'--design'" },
    };

    [Theory]
    [MemberData(nameof(Cases))]
    public void Gives_2_and_one_sentence_and_no_output(string arguments, string says)
    {
        var run = Invocation.Of(arguments.Split(' '));

        Assert.Equal(2, run.ExitCode);
        Assert.Contains(says, run.Error, StringComparison.OrdinalIgnoreCase);
        Assert.Equal(run.Error.Length - 1, run.Error.IndexOf('\n', StringComparison.Ordinal));
        Assert.Empty(run.Output);
    }

    public static TheoryData<string, string> Files => new()
    {
        { "", "not JSON" },
        { "{", "not JSON" },
        { "[]", "is a JSON object" },
        { "{}", "'design' is missing" },
        { """{"design":"linux-0.01"}""", "There is no design 'linux-0.01': the names are rfc-2020" },
        { """{"design":"rfc-2020","bug":"x"}""", "There is no bug 'x'" },
        { """{"design":"rfc-2020","bug":"type-set-late"}""", "The bug 'type-set-late' changes nothing in rfc-2020: of its parts none is a SetTypeBeforeOptimise" },
        { """{"design":"rfc-2020","scope":{"folios":1}}""", "'pages' is missing" },
        { Rfc + """ "invariant":"x"}""", "There is no invariant 'x'" },
        { Rfc + """ "invariant":"frozen-while-remapped","at":{"folio":0}}""", "'steps' is missing" },
        { Rfc + """ "invariant":"frozen-while-remapped","at":{"folio":7},"steps":[]}""", "the folio is 7, but it must be from 0 to 0" },
        { Rfc + """ "invariant":"frozen-while-remapped","at":{"folio":0},"steps":[{"step":"levitate"}]}""", "Step 1 is 'levitate'" },
        { Rfc + """ "invariant":"frozen-while-remapped","at":{"folio":0},"steps":[{"step":"optimise"}]}""", "'folio' is missing" },
    };

    private const string Rfc =
        """{"design":"rfc-2020","scope":{"folios":1,"pages":3,"slots":2,"frames":3,"pins":1,"resetCount":0,"specialSlot":1},""";

    [Theory]
    [MemberData(nameof(Files))]
    public void A_file_that_is_no_trace_gives_2_and_one_sentence_that_names_it(string text, string says)
    {
        using TemporaryDirectory directory = new();

        var run = Invocation.Of("replay", directory.Write("broken.json", text));

        Assert.Equal(2, run.ExitCode);
        Assert.Contains(says, run.Error, StringComparison.Ordinal);
        Assert.Contains("broken.json", run.Error, StringComparison.Ordinal);
        Assert.Equal(run.Error.Length - 1, run.Error.IndexOf('\n', StringComparison.Ordinal));
        Assert.Empty(run.Output);
    }

    [Fact]
    public void A_scope_in_a_file_that_no_hugepage_fits_gives_2()
    {
        using TemporaryDirectory directory = new();
        var text = Rfc.Replace("\"pages\":3", "\"pages\":2", StringComparison.Ordinal) + """ "invariant":"frozen-while-remapped","at":{"folio":0},"steps":[]}""";

        var run = Invocation.Of("replay", directory.Write("small.json", text));

        Assert.Equal(2, run.ExitCode);
        Assert.Contains("at least 3 are needed", run.Error, StringComparison.Ordinal);
    }
}
