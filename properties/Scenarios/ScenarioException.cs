namespace Vmemmap.Properties.Scenarios;

/// <summary>A scenario that is not as it says. The message is one sentence that says what is wrong, and below it the story so far where there is one.</summary>
public sealed class ScenarioException(string message, Exception? inner = null) : Exception(message, inner);
