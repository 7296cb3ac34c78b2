using System.Text;
using Vmemmap.Kernel.Protocol;
using Vmemmap.Tests.Kernel;

namespace Vmemmap.Tests.Fuzz;

/// <summary>A line of a child, or a run that is asked for, may be anything: it is read, or refused in one sentence.</summary>
public sealed class Damaged_event_lines
{
    private static readonly IReadOnlyList<string> Runs = ["boot-memory-lazily", "lookup-across-a-restore", "optimise-and-restore", "optimise-fails-at-once", "restore-fails"];

    private static readonly IReadOnlyList<byte[]> Tokens =
    [
        .. new[] { " ", "  ", "\n", "\0", "-", "s ", "e ", "t ", "f ", "a ", "r ", "end", "call ", "oops ", "died 14", "-1", "ffffffffffffffffff", "0x10", ":", "@", "|", "=", " : ", "order=18", "look:0.64@1|alloc:0", "\u2028", "\ud7ff" }
            .Select(Encoding.UTF8.GetBytes),
        [0xFF], [0xC0, 0x80], [0xED, 0xA0, 0x80],
    ];

    [Fact]
    [Trait("Category", "Fast")]
    public void Twenty_thousand_are_read_or_refused() => EachIsReadOrRefused(seed: 20_000, count: 20_000);

    [Fact]
    [Trait("Category", "Long")]
    public void Half_a_million_are_read_or_refused() => EachIsReadOrRefused(seed: 500_000, count: 500_000);

    private static void EachIsReadOrRefused(int seed, int count)
    {
        var recorded = Runs.Select(RecordedRun.Of).ToList();
        Mutator lines = new(seed, [.. recorded.SelectMany(run => run.Lines).Distinct().Select(Encoding.UTF8.GetBytes)], Tokens);
        Mutator plans = new(seed, [.. recorded.Select(run => Encoding.UTF8.GetBytes($"{run.Plan}"))], Tokens);
        var (read, refused) = (0, 0);
        for (var number = 0; number < count; number++)
        {
            var line = lines.Next();
            Try(() => EventReader.Read(line), line, number);
            var plan = plans.Next();
            Try(() => RunPlan.Parse(Encoding.UTF8.GetString(plan)), plan, number);
        }
        // Otherwise nothing was damaged, or everything beyond recognition.
        Assert.All([read, refused], some => Assert.InRange(some, count / 100, 2 * count));

        void Try(Action reads, byte[] text, int number)
        {
            try
            {
                reads();
                read++;
            }
            catch (FormatException e)
            {
                refused++;
                Assert.False(string.IsNullOrWhiteSpace(e.Message));
            }
            catch (Exception e)
            {
                Assert.Fail($"Damaged text {number} of seed {seed} ends in {e}:\n{Encoding.UTF8.GetString(text)}");
            }
        }
    }
}
