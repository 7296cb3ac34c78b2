using System.Diagnostics;
using System.Globalization;

namespace Vmemmap.Verify.Hosting;

/// <summary>
/// What is being done, on standard error: on a terminal one line that is replaced again and again, elsewhere a line of its own where nothing was said for two
/// seconds. Nothing in it is coloured, and a terminal that cannot go back to the beginning of a line gets lines too.
/// </summary>
/// <param name="error">where it is said.</param>
/// <param name="isInPlace">a terminal that can go back to the beginning of a line.</param>
/// <param name="width">how many characters fit into a line, now: a window can be made smaller.</param>
internal sealed class ProgressLine(TextWriter error, bool isInPlace, Func<int> width) : IDisposable
{
    /// <summary>What a line begins with where it stands for itself.</summary>
    public const string Mark = "... ";

    // So that two seconds do not pass, though the thread be late.
    private static readonly TimeSpan LongestSilence = TimeSpan.FromSeconds(1.7);
    private static readonly TimeSpan BetweenLooks = TimeSpan.FromMilliseconds(100);

    private readonly Lock gate = new();
    private readonly ManualResetEventSlim isOver = new();
    private readonly long began = Stopwatch.GetTimestamp();
    private long said = Stopwatch.GetTimestamp();
    private string what = "working";
    private int shown;

    private int Room => Math.Max(width() - 1, 4);

    /// <summary>Begins to look for silence.</summary>
    public ProgressLine Started()
    {
        // Not one of the pool's threads: they may all be busy with the work.
        new Thread(Beat) { IsBackground = true, Name = "progress" }.Start();
        return this;
    }

    /// <summary>Says what is being done, and how far it is.</summary>
    public void Show(string line)
    {
        lock (gate)
        {
            what = Printable.Of(line);
            if (isInPlace)
            {
                Draw(what);
            }
        }
    }

    /// <summary>Takes the line away: something else is to stand there.</summary>
    public void Erase()
    {
        lock (gate)
        {
            said = Stopwatch.GetTimestamp();
            if (shown > 0)
            {
                Write($"\r{new string(' ', shown)}\r");
                shown = 0;
            }
        }
    }

    /// <summary>Looks no longer.</summary>
    public void Dispose()
    {
        isOver.Set();
        Erase();
    }

    private void Beat()
    {
        while (!isOver.Wait(BetweenLooks))
        {
            lock (gate)
            {
                if (Stopwatch.GetElapsedTime(said) < LongestSilence || isOver.IsSet)
                {
                    continue;
                }
                var line = string.Create(CultureInfo.InvariantCulture, $"{what}, {Stopwatch.GetElapsedTime(began).TotalSeconds:0} s");
                if (isInPlace)
                {
                    Draw(line);
                }
                else
                {
                    Write($"{Clipped($"{Mark}{line}")}\n");
                }
            }
        }
    }

    // A line as long as the terminal is wide would leave the cursor in the next one, and a copy of itself behind.
    private void Draw(string line)
    {
        var text = Clipped(line);
        Write($"\r{text.PadRight(Math.Min(shown, Room))}");
        shown = text.Length;
    }

    private string Clipped(string line) => line.Length <= Room ? line : $"{line[..(Room - 3)]}...";

    private void Write(string text)
    {
        said = Stopwatch.GetTimestamp();
        try
        {
            error.Write(text);
            error.Flush();
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            // Nobody looks at it.
        }
    }
}
