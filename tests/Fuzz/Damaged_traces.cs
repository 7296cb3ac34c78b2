using System.Text;
using Vmemmap.Bench.Checkers;
using Vmemmap.Model;
using Vmemmap.Model.Concrete;
using Vmemmap.Model.Designs;
using Vmemmap.Model.Logic;
using Vmemmap.Model.Museum;
using Vmemmap.Properties.Exploration;
using Vmemmap.Properties.Scenarios;
using Vmemmap.Properties.Stories;
using Vmemmap.Properties.Traces;
using Vmemmap.Tests.CommandLine;

namespace Vmemmap.Tests.Fuzz;

/// <summary>Whatever was done to a saved trace, <c>verify replay</c> tells its story, says where it does not replay, or refuses it in one sentence that a terminal can show.</summary>
public sealed class Damaged_traces
{
    // JSON that is not what it seems, names that are not ours, sizes that wrap when they are multiplied, and what moves a cursor.
    private static readonly IReadOnlyList<byte[]> Tokens =
    [
        .. new[]
        {
            "\"\\ud800\"", "\"\\udc00\\ud800\":1,", "\u001b[2J", "\\u001b]0;title\\u0007", "\\u202e", "\\u0000", "\\n\\n", "\n\n\n", "\u2028", "\u0085", "\"design\":\"corrected-5.18\",", "\"scope\":{},",
            "\"steps\":[],", "\"bug\":\"type-set-late\",", "\"bug\":\"free-before-flush\",", "\"bug\":7,", "null", "{}", "[]", "[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[",
            "\"folios\":2147483647,", "\"pages\":65536,", "\"slots\":1000000,", "\"frames\":2147483647,", "\"pins\":-1,", "\"pagesPerTable\":0,", "\"folio\":-1,", "\"page\":2147483647,",
            "\"folios\":46341,\"pages\":46341", "/*", "//", ",", "\"", "\\", "{\"step\":\"optimise\",\"folio\":0},", "{\"step\":\"\\u001b[31m\"},", "\uFEFF", "\"invariant\":\"tail-resolves-to-head\",",
        }.Select(Encoding.UTF8.GetBytes),
        [0xFF], [0xC0, 0x80], [0xED, 0xA0, 0x80], [0xF4, 0x90, 0x80, 0x80], [0x1B], [0x00],
    ];

    private static readonly Lazy<IReadOnlyList<byte[]>> Whole = new(() =>
    [
        .. TellingRuns.Of(Rfc2020.Design).Concat(TellingRuns.Of(Linux518.Design)).Select(told => Saved(told.Trace)),
        Saved(Found(Corrected518.Design, "freed-frame-unreachable", SeededBugs.Find("free-before-flush"))),
        Saved(Found(Rfc2020.Design, "frozen-while-remapped")),
    ]);

    [Fact]
    [Trait("Category", "Fast")]
    public void Twenty_thousand_are_told_or_refused() => AllAreToldOrRefused(seed: 20_000, count: 20_000);

    [Fact]
    [Trait("Category", "Long")]
    public void Half_a_million_are_told_or_refused() => AllAreToldOrRefused(seed: 500_000, count: 500_000);

    // As a user meets them: a machine and a console for each.
    [Fact]
    public void What_a_user_sees_of_them_is_a_story_or_one_sentence()
    {
        using TemporaryDirectory directory = new();
        Mutator mutator = new(seed: 300, Whole.Value, Tokens);
        for (var number = 0; number < 300; number++)
        {
            var text = mutator.Next();
            File.WriteAllBytes(directory.File("trace.json"), text);
            var run = Invocation.Of("replay", directory.File("trace.json"));
            Assert.True(IsTolerable(run), $"Damaged trace {number} gave {run.ExitCode}, '{run.Error}':\n{Encoding.Latin1.GetString(text)}");
        }
    }

    private static void AllAreToldOrRefused(int seed, int count)
    {
        Mutator mutator = new(seed, Whole.Value, Tokens);
        Dictionary<(string Design, string? Bug), Machine<Bit, Num>> machines = [];
        Dictionary<(string Design, string? Bug, Scope Scope), Instance> instances = [];
        HashSet<string> told = [];
        var (refused, broken, replayed) = (0, 0, 0);
        for (var number = 0; number < count; number++)
        {
            var text = mutator.Next();
            try
            {
                Take(text);
            }
            catch (TraceFormatException e) when (e.Message.Length > 0)
            {
                refused++;
            }
            catch (Exception e)
            {
                Assert.Fail($"Damaged trace {number} of seed {seed} ends in {e}:\n{Encoding.Latin1.GetString(text)}");
            }
        }
        // Otherwise nothing was damaged, or everything beyond recognition.
        Assert.All([refused, broken, replayed], outcome => Assert.InRange(outcome, count / 1000, count - count / 1000));

        void Take(byte[] text)
        {
            var trace = TraceJson.Read(text, (design, bug) => Of(machines, (design.Name, bug?.Name), () => new(design, bug)));
            var instance = Of(instances, (trace.Design, trace.Bug, trace.Scope), () => new(Catalogue.Find(trace.Design)!, trace.Scope, trace.Bug is null ? null : SeededBugs.Find(trace.Bug)));
            if (Replay.Problem(instance, trace) is not null)
            {
                broken++;
                return;
            }
            replayed++;
            // The same story again and again is told by other tests.
            if (told.Add($"{trace with { Moves = [] }} {string.Join(' ', trace.Moves)}"))
            {
                Assert.Contains("\nWrong: ", Story.Tell(trace), StringComparison.Ordinal);
            }
        }
    }

    private static V Of<K, V>(Dictionary<K, V> known, K key, Func<V> make)
        where K : notnull => known.TryGetValue(key, out var value) ? value : known[key] = make();

    private static bool IsTolerable(Invocation run) => run.ExitCode switch
    {
        0 => run.Error.Length == 0 && run.Output.Contains("\nWrong: ", StringComparison.Ordinal) && IsShown(run.Output),
        1 => run.Error.Length == 0 && run.Lines.Count == 1 && IsShown(run.Output),
        2 => run.Output.Length == 0 && run.Error.Length is > 1 and < 5000 && run.Error.IndexOf('\n', StringComparison.Ordinal) == run.Error.Length - 1 && IsShown(run.Error),
        _ => false,
    };

    private static bool IsShown(string text) => !text.Any(c => c != '\n' && (char.IsControl(c) || char.IsSurrogate(c) || c is '\u2028' or '\u2029' or '\u202E'));

    private static byte[] Saved(Trace trace) => Encoding.UTF8.GetBytes(TraceJson.Write(trace));

    private static Trace Found(Design design, string invariant, Bug? bug = null)
    {
        Instance instance = new(design, design.SmallScope, bug);
        return new Explorer(instance, Bounds.Default, [instance.Machine.Properties.Single(p => p.Name == invariant)]).Run(new HashSet<string> { invariant }).Violations[invariant];
    }
}
