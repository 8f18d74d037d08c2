using System.CommandLine;
using System.Text.Json;
using Eegavi.Cli.Running;
using Eegavi.Plugins;
using Eegavi.Training.Memory;
using Microsoft.Extensions.DependencyInjection;

namespace Eegavi.Cli.Commands;

/// <summary><c>eegavi trial</c>: carries out the memory trial that another process sends as JSON, and answers with what it measured.</summary>
internal static class TrialCommand
{
    public static Command Create()
    {
        var command = new Command("trial", "Measures the memory of a few steps for another process.") { Hidden = true };
        command.SetAction(_ => Console.Out.WriteLine(JsonSerializer.Serialize(Run(Console.In.ReadToEnd()))));
        return command;
    }

    private static TrialResult Run(string text)
    {
        var order = JsonSerializer.Deserialize<TrialOrder>(text) ?? throw new InvalidDataException("Expected what to try; got nothing.");
        using var services = ToolServices.Create(PluginSections.Read(ResolvedConfiguration.From(order.Json, order.Folder)));
        var spec = ExaminedSpec.Read(services.GetRequiredService<SpecBinder>(), order.Json, order.Folder);
        var teachers = Training.TeacherSpec.Widths(new Bench(services, order.Folder).ToWorkbench(), spec.Teachers);
        return new MemoryTrial(services.GetRequiredService<IParts>(), spec.Model, spec.Losses, spec.Training, order.Windows, teachers).Run(order.Rows, order.Trains);
    }
}
