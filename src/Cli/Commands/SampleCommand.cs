using System.CommandLine;
using Eegavi.Cli.Output;
using Eegavi.Cli.Running;
using Spectre.Console;

namespace Eegavi.Cli.Commands;

/// <summary><c>eegavi sample</c>: lists the samples, or runs one.</summary>
internal static class SampleCommand
{
    public static Command Create()
    {
        var name = new Argument<string?>("name") { Description = "The sample. Default: lists them.", Arity = ArgumentArity.ZeroOrOne };
        var more = new Argument<string[]>("arguments") { Description = "Arguments for the sample, after --.", Arity = ArgumentArity.ZeroOrMore };
        var command = new Command("sample", "Runs a sample of the folder samples/, or lists them: each is a short program or experiment that is also documentation.") { name, more };
        command.SetAction((parsed, cancellation) => RunAsync(parsed.GetValue(name), parsed.GetValue(more) ?? [], cancellation));
        return command;
    }

    private static async Task<int> RunAsync(string? name, string[] more, CancellationToken cancellation)
    {
        var samples = Sample.All();
        if (name is null)
        {
            foreach (var one in samples) Screen.Out.WriteLine($"{one.Name,-16} {one.About}");
            return ExitCode.Done;
        }
        var sample = samples.FirstOrDefault(one => one.Name.Equals(name, StringComparison.OrdinalIgnoreCase))
            ?? throw new ArgumentException($"Expected a sample among {string.Join(", ", samples.Select(one => one.Name))}; got '{name}'.");
        return await sample.RunAsync(more, cancellation).ConfigureAwait(false);
    }
}
