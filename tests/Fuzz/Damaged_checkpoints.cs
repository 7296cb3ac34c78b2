using System.Security.Cryptography;
using Vmemmap.Model;
using Vmemmap.Model.Designs;
using Vmemmap.Properties.Exploration;
using Vmemmap.Properties.Exploration.Packed;

namespace Vmemmap.Tests.Fuzz;

/// <summary>Whatever was done to a checkpoint, the exploration refuses it or goes on from it to an end; one with a wrong checksum it refuses.</summary>
public sealed class Damaged_checkpoints
{
    private const int States = 60;

    // Room for one more wave: what is wrong with a state shows when its steps are taken.
    private const int MoreStates = 20;

    private static readonly IReadOnlyList<byte[]> Tokens =
    [
        [0xFF, 0xFF, 0xFF, 0xFF], [0xFF, 0xFF, 0xFF, 0x7F], [0x00, 0x00, 0x00, 0x80], [0, 0, 0, 0], [1, 0, 0, 0], [0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF],
        [0, 0, 0, 0, 0, 0, 0, 0], [0, 0, 0, 0, 0, 0, 0, 0x80], [0x80, 0x80, 0x80, 0x80, 0x80, 0x80], [0, 4, 0, 0],
    ];

    [Fact]
    [Trait("Category", "Fast")]
    public void Twenty_thousand_are_refused_or_gone_on_from() => AllAreRefusedOrGoneOnFrom(seed: 20_000, count: 20_000);

    [Fact]
    [Trait("Category", "Long")]
    public void Half_a_million_are_refused_or_gone_on_from() => AllAreRefusedOrGoneOnFrom(seed: 500_000, count: 500_000);

    private static void AllAreRefusedOrGoneOnFrom(int seed, int count)
    {
        var explorer = Prepare();
        explorer.Run();
        var saved = Saved(explorer);
        Mutator mutator = new(seed, [saved], Tokens);
        var resuming = Prepare(States + MoreStates);
        var (refused, forged, gone) = (0, 0, 0);
        for (var number = 0; number < count; number++)
        {
            var file = mutator.Next();
            // An enemy knows how checksums are made.
            var isForged = mutator.Happens(0.8) && file.Length >= SHA256.HashSizeInBytes;
            if (isForged)
            {
                SHA256.HashData(file.AsSpan(0, file.Length - SHA256.HashSizeInBytes), file.AsSpan(file.Length - SHA256.HashSizeInBytes));
                forged++;
            }
            try
            {
                resuming.Checkpoint.Load(new MemoryStream(file));
                Assert.True(isForged || file.AsSpan().SequenceEqual(saved), $"Damaged checkpoint {number} of seed {seed} is believed.");
                _ = resuming.Run();
                gone++;
            }
            catch (CheckpointException e) when (e.Message.Length > 0)
            {
                refused++;
            }
            catch (Exception e)
            {
                Assert.Fail($"Damaged checkpoint {number} of seed {seed} ends in {e}:\n{Convert.ToHexString(file)}");
            }
        }
        // Otherwise nothing was damaged, or everything beyond recognition.
        Assert.All([refused, forged, gone], outcome => Assert.InRange(outcome, count / 1000, count));
    }

    private static Explorer Prepare(long states = States) => new(
        new Instance(Corrected518.Design, Corrected518.Design.SmallScope with { Pages = 2, Frames = 3, Pins = 0 }), Bounds.Default with { Errors = 0 }, options: new() { States = states, Threads = 1 });

    private static byte[] Saved(Explorer explorer)
    {
        MemoryStream checkpoint = new();
        explorer.Checkpoint.Save(checkpoint);
        return checkpoint.ToArray();
    }
}
