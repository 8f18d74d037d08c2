using System.CommandLine;
using System.Text.Json;
using Eegavi.Cli.Running;
using Eegavi.Plugins;
using Eegavi.Training.Comparison;
using Microsoft.Extensions.DependencyInjection;
using TorchSharp;

namespace Eegavi.Cli.Commands;

/// <summary><c>eegavi worker</c>: carries out the cells of a comparison that another process sends, a line of JSON each.</summary>
internal static class WorkerCommand
{
    public static Command Create()
    {
        var folder = new Option<DirectoryInfo>("--folder") { Description = "What relative paths are relative to.", Required = true };
        var command = new Command("worker", "Carries out runs that another process sends.") { folder };
        command.Hidden = true;
        command.SetAction((parsed, cancellation) => RunAsync(parsed.GetRequiredValue(folder).FullName, Console.In, Console.Out, cancellation));
        return command;
    }

    private static async Task RunAsync(string folder, TextReader input, TextWriter output, CancellationToken cancellation)
    {
        torch.set_num_threads(1);
        ServiceProvider? services = null;
        InProcessRunner? runner = null;
        while (await input.ReadLineAsync(cancellation).ConfigureAwait(false) is { } line)
        {
            var cell = JsonSerializer.Deserialize<Cell>(line, CellJson.Format) ?? throw new InvalidDataException("Expected a cell; got an empty line.");
            // All cells of a comparison have the same plugins.
            services ??= ToolServices.Create(PluginSections.Read(ResolvedConfiguration.From(cell.Run, folder)));
            runner ??= new(new Bench(services, folder).ToWorkbench());
            var result = runner.Run(cell, cancellation);
            await output.WriteLineAsync(JsonSerializer.Serialize(result, CellJson.Format).AsMemory(), cancellation).ConfigureAwait(false);
            await output.FlushAsync(cancellation).ConfigureAwait(false);
        }
        services?.Dispose();
    }
}
