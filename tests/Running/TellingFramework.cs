using System.Reflection;
using Xunit.Abstractions;
using Xunit.Sdk;

[assembly: TestFramework("Vmemmap.Tests.Running.TellingFramework", "Vmemmap.Tests")]

namespace Vmemmap.Tests.Running;

/// <summary>xunit's own way to run tests, told of by a line now and then: which class, and how many of how many.</summary>
public sealed class TellingFramework(IMessageSink diagnostics) : XunitTestFramework(diagnostics)
{
    protected override ITestFrameworkExecutor CreateExecutor(AssemblyName assemblyName) => new Executor(assemblyName, SourceInformationProvider, DiagnosticMessageSink);

    private sealed class Executor(AssemblyName assembly, ISourceInformationProvider source, IMessageSink diagnostics) : XunitTestFrameworkExecutor(assembly, source, diagnostics)
    {
        protected override void RunTestCases(IEnumerable<IXunitTestCase> testCases, IMessageSink executionMessageSink, ITestFrameworkExecutionOptions executionOptions)
        {
            List<IXunitTestCase> cases = [.. testCases];
            base.RunTestCases(cases, new TellingSink(executionMessageSink, DiagnosticMessageSink, cases.Count), executionOptions);
        }
    }
}
