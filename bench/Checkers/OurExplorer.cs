using Vmemmap.Bench.Peers;
using Vmemmap.Model;

namespace Vmemmap.Bench.Checkers;

/// <summary>The explorer of this suite.</summary>
public sealed class OurExplorer(int cores) : IChecker
{
    /// <inheritdoc/>
    public string Name => "explorer";

    /// <inheritdoc/>
    public int Cores => cores;

    /// <inheritdoc/>
    public bool WarmsUp => true;

    /// <inheritdoc/>
    public long MostTransitions => long.MaxValue;

    /// <inheritdoc/>
    public string? Missing => null;

    /// <inheritdoc/>
    public IPreparedChecker Prepare(CountedSize size, bool withInvariants, CancellationToken cancellation)
    {
        ArgumentNullException.ThrowIfNull(size);
        return new Prepared(AbstractRecording.Of(size.Size, withInvariants), cores);
    }

    private sealed class Prepared(Recording recording, int cores) : IPreparedChecker
    {
        private AbstractWalk? first = new(recording, cores);

        public Walked Walk(CancellationToken cancellation)
        {
            var walk = first ?? new AbstractWalk(recording, cores);
            first = null;
            // What an earlier run left behind is not this one's to collect.
            GC.Collect();
            var result = walk.Run(cancellation: cancellation);
            return result.Violated.Count == 0
                ? new(result.States, result.Transitions, result.Seconds, result.Bytes)
                : throw new ProgramFailedException($"The explorer finds {string.Join(", ", result.Violated.Keys)} violated in the abstract model.");
        }

        public void Dispose()
        {
            // Holds nothing but memory.
        }
    }
}
