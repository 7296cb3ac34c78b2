using Xunit.Abstractions;
using Xunit.Sdk;

namespace Vmemmap.Tests.Running;

/// <summary>Hands on what happens to tests, and says every two seconds where they are, whatever they are at.</summary>
internal sealed class TellingSink : LongLivedMarshalByRefObject, IMessageSink, IDisposable
{
    private static readonly TimeSpan Between = TimeSpan.FromSeconds(2);

    private readonly Lock gate = new();
    private readonly ManualResetEventSlim isOver = new();
    private readonly List<string> running = [];
    private readonly IMessageSink sink, diagnostics;
    private readonly int count;
    private int done;

    /// <param name="sink">who is to know what happens.</param>
    /// <param name="diagnostics">who is to be told in words.</param>
    /// <param name="count">how many cases are run.</param>
    public TellingSink(IMessageSink sink, IMessageSink diagnostics, int count)
    {
        (this.sink, this.diagnostics, this.count) = (sink, diagnostics, count);
        // Not one of the pool's threads: tests keep them busy.
        new Thread(Tell) { IsBackground = true, Name = "telling" }.Start();
    }

    public bool OnMessage(IMessageSinkMessage message)
    {
        lock (gate)
        {
            switch (message)
            {
                case ITestClassStarting starting:
                    running.Add(starting.TestClass.Class.Name.Replace("Vmemmap.Tests.", "", StringComparison.Ordinal));
                    break;
                case ITestClassFinished finished:
                    running.Remove(finished.TestClass.Class.Name.Replace("Vmemmap.Tests.", "", StringComparison.Ordinal));
                    break;
                case ITestAssemblyFinished:
                    Dispose();
                    break;
                case ITestCaseFinished:
                    done++;
                    break;
            }
        }
        return sink.OnMessage(message);
    }

    public void Dispose() => isOver.Set();

    private void Tell()
    {
        while (!isOver.Wait(Between))
        {
            lock (gate)
            {
                diagnostics.OnMessage(new DiagnosticMessage($"{done} of {count}: {string.Join(", ", running)}"));
            }
        }
    }
}
