namespace TorchSharp;

public static partial class torch
{
    public static partial class nn
    {
        /// <summary>A module whose <c>call</c> runs hooks before and after <c>forward</c>.</summary>
        public class HookableModule<TPreHook, TPostHook> : Module
        {
            /// <summary>Hooks that see the module and its inputs.</summary>
            protected Dictionary<string, TPreHook> pre_hooks = new();

            /// <summary>Hooks that see the module, its inputs and its result.</summary>
            protected Dictionary<string, TPostHook> post_hooks = new();

            /// <summary>Hooks that see only the module, before the others.</summary>
            protected Dictionary<string, Action<Module>> module_pre_hooks = new();

            /// <summary>Hooks that see only the module, after the others.</summary>
            protected Dictionary<string, Action<Module>> module_post_hooks = new();

            /// <summary>A module of the given name.</summary>
            protected HookableModule(string name) : base(name)
            {
            }

            /// <summary>Adds a hook that runs after <c>forward</c>.</summary>
            public HookRemover register_forward_hook(TPostHook hook) => Add(post_hooks, hook);

            /// <summary>Adds a hook that runs before <c>forward</c>.</summary>
            public HookRemover register_forward_pre_hook(TPreHook hook) => Add(pre_hooks, hook);

            /// <summary>Adds a hook that runs after <c>forward</c>.</summary>
            public HookRemover register_forward_hook(Action<Module> hook) => Add(module_post_hooks, hook);

            /// <summary>Adds a hook that runs before <c>forward</c>.</summary>
            public HookRemover register_forward_pre_hook(Action<Module> hook) => Add(module_pre_hooks, hook);

            private protected static void Run(Dictionary<string, Action<Module>> hooks, Module module)
            {
                if (hooks.Count == 0)
                {
                    return;
                }

                foreach (var hook in hooks.Values)
                {
                    hook(module);
                }
            }

            private HookRemover Add<T>(Dictionary<string, T> hooks, T hook)
            {
                var key = Guid.NewGuid().ToString();
                hooks.Add(key, hook);
                return new HookRemover(this, key);
            }

            /// <summary>Takes one hook out again.</summary>
            public class HookRemover
            {
                private readonly HookableModule<TPreHook, TPostHook> _module;
                private readonly string _key;

                /// <summary>For the hook that <paramref name="module"/> keeps under <paramref name="key"/>.</summary>
                public HookRemover(HookableModule<TPreHook, TPostHook> module, string key) => (_module, _key) = (module, key);

                /// <summary>Takes the hook out.</summary>
                public void remove()
                {
                    _module.pre_hooks.Remove(_key);
                    _module.post_hooks.Remove(_key);
                    _module.module_pre_hooks.Remove(_key);
                    _module.module_post_hooks.Remove(_key);
                }
            }
        }
    }
}
