import { mount } from 'svelte';
import './app.css';
import App from './App.svelte';
import { language } from './ui/texts.svelte';

await language.start();
mount(App, { target: document.getElementById('desk')! });
