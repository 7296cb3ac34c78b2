using System.Diagnostics;
using System.Text;
using Vmemmap.Kernel.Protocol;

namespace Vmemmap.Kernel.Runs;

/// <summary>The child process: it is asked for runs, one after the other, and tells what happened. Each run is a process of its own there, so nothing of one is left for the next.</summary>
public sealed class Child : IDisposable
{
    private const int BufferBytes = 1 << 16;
    private readonly Process process;
    private readonly Stream output;
    private readonly byte[] buffer = new byte[BufferBytes];
    private int start, end;

    private Child(Process process)
    {
        this.process = process;
        output = process.StandardOutput.BaseStream;
        Layout = StructPageLayout.Read(ReadLines().Select(line => Encoding.UTF8.GetString(line.Span)).ToList());
    }

    /// <summary>Where the tree's headers put what a struct page says.</summary>
    public StructPageLayout Layout { get; }

    /// <summary>Starts the program that was built from a tree.</summary>
    /// <exception cref="ChildException">It cannot be started, or does not speak.</exception>
    public static Child Start(string program)
    {
        ArgumentNullException.ThrowIfNull(program);
        try
        {
            var started = Process.Start(new ProcessStartInfo(program) { RedirectStandardInput = true, RedirectStandardOutput = true, UseShellExecute = false })!;
            return new(started);
        }
        catch (Exception e) when (e is System.ComponentModel.Win32Exception or IOException or FormatException)
        {
            throw new ChildException($"The program built from the tree cannot be run: {e.Message}", e);
        }
    }

    /// <summary>Does a run: its events, as they come. They must be read to the end.</summary>
    /// <exception cref="ChildException">The child has ended, or says what it should not.</exception>
    public IEnumerable<KernelEvent> Run(RunPlan plan)
    {
        Ask(plan);
        string? unreadable = null;
        foreach (var line in ReadLines())
        {
            var happened = TryRead(line.Span, out var why);
            // A run that dies in the middle of a line leaves a piece of one: what follows says that it died.
            if (unreadable is not null && happened is not Complaint { Kind: ComplaintKind.Died })
            {
                throw new ChildException(unreadable);
            }
            unreadable = why;
            if (happened is not null)
            {
                yield return happened;
            }
        }
        if (unreadable is not null)
        {
            throw new ChildException(unreadable);
        }
    }

    /// <summary>Does a run: the lines, as they are.</summary>
    /// <exception cref="ChildException">The child has ended.</exception>
    public IReadOnlyList<string> Record(RunPlan plan)
    {
        Ask(plan);
        return [.. ReadLines().Select(line => Encoding.UTF8.GetString(line.Span))];
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        try
        {
            process.Kill(entireProcessTree: true);
        }
        catch (InvalidOperationException)
        {
            // It has ended by itself.
        }
        process.Dispose();
    }

    private void Ask(RunPlan plan)
    {
        try
        {
            process.StandardInput.Write($"run {plan}\n");
            process.StandardInput.Flush();
        }
        catch (IOException e)
        {
            throw new ChildException("The program built from the tree has ended.", e);
        }
    }

    private static KernelEvent? TryRead(ReadOnlySpan<byte> line, out string? why)
    {
        try
        {
            why = null;
            return EventReader.Read(line);
        }
        catch (FormatException e)
        {
            why = e.Message;
            return null;
        }
    }

    // Up to the line "end".
    private IEnumerable<ReadOnlyMemory<byte>> ReadLines()
    {
        while (true)
        {
            var length = buffer.AsSpan(start, end - start).IndexOf((byte)'\n');
            if (length >= 0)
            {
                var line = buffer.AsMemory(start, length);
                start += length + 1;
                if (line.Span.SequenceEqual("end"u8))
                {
                    yield break;
                }
                if (line.Length > 0)
                {
                    yield return line;
                }
                continue;
            }
            buffer.AsSpan(start, end - start).CopyTo(buffer);
            (start, end) = (0, end - start);
            var read = output.Read(buffer, end, buffer.Length - end);
            if (read == 0)
            {
                throw new ChildException("The program built from the tree has ended in the middle of a run.");
            }
            end += read;
        }
    }
}

/// <summary>The child process does not do its work. The message is one sentence.</summary>
public sealed class ChildException : Exception
{
    /// <summary>Says why.</summary>
    public ChildException(string message, Exception? inner = null)
        : base(message, inner)
    {
    }
}
